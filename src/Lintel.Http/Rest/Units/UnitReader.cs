using System.Globalization;
using Lintel.Errors;
using Lintel.Operations;

namespace Lintel.Http.Rest.Units;

/// <summary>One operation of a unit as its caller wrote it.</summary>
/// <param name="Id">The name by which later operations refer to it; null: they can't.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its query string; <c>{id.field}</c> in it stands for what came of an earlier operation.</param>
/// <param name="IfMatch">The entity tags of <c>If-Match</c>.</param>
/// <param name="MustBeNew">Whether <c>If-None-Match: *</c> was given.</param>
/// <param name="Body">The body; null: none.</param>
internal sealed record UnitOperation(string? Id, string Method, string Path, IReadOnlyList<string> IfMatch, bool MustBeNew, InputValue? Body);

/// <summary>Reads the body of <c>POST /v1:batch</c>.</summary>
internal sealed class UnitReader(int mostOperations, ProblemList problems)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] Members = ["id", "method", "path", "headers", "body"];

    /// <summary>The operations; meaningless where problems were added.</summary>
    public IReadOnlyList<UnitOperation> Read(InputValue body)
    {
        if (body.Kind != InputKind.Object)
        {
            problems.Add(ErrorCatalogue.MalformedBody, "", "An object is expected here.");
            return [];
        }
        foreach (var (name, _) in body.Members)
        {
            if (name != "operations") problems.Add(ErrorCatalogue.UnknownMember, $"/{name}", $"A unit has no member '{name}'; it has 'operations'.");
        }
        if (Find(body, "operations") is not { Kind: InputKind.List } list)
        {
            problems.Add(ErrorCatalogue.Required, "/operations", "'operations' is a list of what is to be done.");
            return [];
        }
        if (list.Items.Count == 0 || list.Items.Count > mostOperations)
        {
            problems.Add(ErrorCatalogue.OutOfRange, "/operations", string.Create(CultureInfo.InvariantCulture, $"A unit has from 1 to {mostOperations} operations; these are {list.Items.Count}."));
            return [];
        }
        var operations = new List<UnitOperation>(list.Items.Count);
        for (var i = 0; i < list.Items.Count; i++) operations.Add(ReadOperation(list.Items[i], string.Create(CultureInfo.InvariantCulture, $"/operations/{i}"), operations));
        return operations;
    }

    private UnitOperation ReadOperation(InputValue operation, string pointer, List<UnitOperation> before)
    {
        if (operation.Kind != InputKind.Object)
        {
            problems.Add(ErrorCatalogue.WrongType, pointer, "An object is expected here.");
            return new UnitOperation(null, "", "", [], false, null);
        }
        foreach (var (name, _) in operation.Members)
        {
            if (!Members.Contains(name)) problems.Add(ErrorCatalogue.UnknownMember, $"{pointer}/{name}", $"An operation has no member '{name}'; it has {string.Join(", ", Members)}.");
        }
        var id = Text(operation, "id", pointer);
        if (id is not null && !IsName(id)) problems.Add(ErrorCatalogue.OutOfRange, $"{pointer}/id", "An id has from 1 to 40 letters, digits and underscores.");
        else if (id is not null && before.Exists(other => other.Id == id)) problems.Add(ErrorCatalogue.OutOfRange, $"{pointer}/id", $"The id '{id}' stands twice.");
        var method = Text(operation, "method", pointer);
        if (method is null) Missing("method");
        else if (!Methods.Contains(method)) problems.Add(ErrorCatalogue.OutOfRange, $"{pointer}/method", $"The methods are {string.Join(", ", Methods)}.");
        var path = Text(operation, "path", pointer);
        if (path is null) Missing("path");
        var (ifMatch, mustBeNew) = ReadHeaders(Find(operation, "headers"), $"{pointer}/headers");
        return new UnitOperation(id, method ?? "", path ?? "", ifMatch, mustBeNew, Find(operation, "body"));

        void Missing(string name)
        {
            if (Find(operation, name) is null) problems.Add(ErrorCatalogue.Required, $"{pointer}/{name}", $"'{name}' is required.");
        }
    }

    private (IReadOnlyList<string> IfMatch, bool MustBeNew) ReadHeaders(InputValue? headers, string pointer)
    {
        if (headers is null) return ([], false);
        if (headers.Kind != InputKind.Object)
        {
            problems.Add(ErrorCatalogue.WrongType, pointer, "An object is expected here.");
            return ([], false);
        }
        IReadOnlyList<string> ifMatch = [];
        var mustBeNew = false;
        foreach (var (name, value) in headers.Members)
        {
            if (value.Kind != InputKind.String) problems.Add(ErrorCatalogue.WrongType, $"{pointer}/{name}", "A header is a string.");
            else if (name.Equals("If-Match", StringComparison.OrdinalIgnoreCase)) ifMatch = Preferences.Tags(value.Text);
            else if (name.Equals("If-None-Match", StringComparison.OrdinalIgnoreCase) && value.Text.Trim() == "*") mustBeNew = true;
            else problems.Add(ErrorCatalogue.UnknownMember, $"{pointer}/{name}", "The headers of an operation are 'If-Match', and 'If-None-Match' with '*'.");
        }
        return (ifMatch, mustBeNew);
    }

    private string? Text(InputValue operation, string name, string pointer)
    {
        if (Find(operation, name) is not { } value) return null;
        if (value.Kind == InputKind.String) return value.Text;
        problems.Add(ErrorCatalogue.WrongType, $"{pointer}/{name}", $"'{name}' is a string.");
        return null;
    }

    private static bool IsName(string id) => id.Length is > 0 and <= 40 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static InputValue? Find(InputValue value, string name)
    {
        foreach (var member in value.Members)
        {
            if (member.Name == name) return member.Value;
        }
        return null;
    }
}
