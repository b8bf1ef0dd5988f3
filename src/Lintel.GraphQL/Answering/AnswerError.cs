using System.Text.Json;
using GraphQL;
using Lintel.Errors;

namespace Lintel.GraphQL.Answering;

/// <summary>One of an answer's errors, GraphQL §7.1.2.</summary>
internal sealed record AnswerError
{
    private const int MostWords = 400;

    /// <summary>What is wrong, and how to mend it.</summary>
    public required string Message { get; init; }

    /// <summary>The problem that it tells of.</summary>
    public required Problem Problem { get; init; }

    /// <summary>Where in the document, line and column from 1.</summary>
    public IReadOnlyList<(int Line, int Column)> Locations { get; init; } = [];

    /// <summary>The field of the answer that is missing for it; null: nothing was executed.</summary>
    public string? Field { get; init; }

    /// <summary>A problem, of a field or of the whole request.</summary>
    public static AnswerError Of(Problem problem, string? field = null, (int Line, int Column)? location = null) => new()
    {
        Message = problem.Detail,
        Problem = problem,
        Field = field,
        Locations = location is { } place ? [place] : [],
    };

    /// <summary>What validation found.</summary>
    public static AnswerError Of(ExecutionError error) => new()
    {
        Message = Short(error.Message),
        Problem = ErrorCatalogue.InvalidDocument.Because(Short(error.Message)),
        Locations = [.. error.Locations?.Select(location => (location.Line, location.Column)) ?? []],
    };

    // It repeats what was written, however long.
    private static string Short(string message) => message.Length <= MostWords ? message : message[..MostWords] + "…";

    // What REST has in a header, or in the query string, is an argument here; what comes along has no name of its own.
    private static string? Place(string? pointer) => pointer switch
    {
        "If-Match" => "/ifVersion",
        "?maxAffected" => "/maxAffected",
        "?filter" => "/where",
        "?group" => "/groupBy",
        "?include" => null,
        _ => pointer,
    };

    /// <summary>Writes it.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, Message);
        if (Locations.Count > 0)
        {
            writer.WriteStartArray("locations"u8);
            foreach (var (line, column) in Locations)
            {
                writer.WriteStartObject();
                writer.WriteNumber("line"u8, line);
                writer.WriteNumber("column"u8, column);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        if (Field is not null)
        {
            writer.WriteStartArray("path"u8);
            writer.WriteStringValue(Field);
            writer.WriteEndArray();
        }
        writer.WriteStartObject("extensions"u8);
        writer.WriteString("code"u8, Problem.Error.Code);
        writer.WriteNumber("status"u8, Problem.Error.Status);
        if (Problem.Errors.Count > 0)
        {
            writer.WriteStartArray("errors"u8);
            foreach (var error in Problem.Errors)
            {
                writer.WriteStartObject();
                if (Place(error.Pointer) is { } place) writer.WriteString("pointer"u8, place);
                writer.WriteString("code"u8, error.Code);
                if (error.Rule is not null) writer.WriteString("rule"u8, error.Rule);
                writer.WriteString("detail"u8, error.Detail);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
