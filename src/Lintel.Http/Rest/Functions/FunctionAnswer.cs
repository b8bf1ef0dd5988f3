using System.Text.Json;
using Lintel.Engine;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Results;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Rest.Functions;

/// <summary>
/// Answers with what a function gave: a record as the object itself, several as <c>{"data": […]}</c>, and a value, which JSON has no name for, as
/// <c>{"data": 12.50}</c>.
/// </summary>
internal static class FunctionAnswer
{
    public static async ValueTask WriteAsync(HttpContext context, ServiceFunction function, Outcome outcome, Wishes wishes, LintelEngine engine)
    {
        var response = context.Response;
        wishes.Apply(response);
        if (outcome.Result is not { } result || IsNothing(function, result))
        {
            if (function.Reads) await ProblemWriter.WriteAsync(context, ErrorCatalogue.NotFound.Because($"'{function.Name}' finds nothing.")).ConfigureAwait(false);
            else response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        if (wishes.IsMinimal)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        // What may have been written is answered, however large it is.
        using var body = new ResponseBody { Most = function.Reads ? engine.Model.Limits.Result : long.MaxValue };
        if (!TryWrite(body, function, result))
        {
            await ProblemWriter.WriteAsync(context, engine.ResultTooLarge).ConfigureAwait(false);
            return;
        }
        response.ContentType = "application/json";
        await body.SendAsync(context).ConfigureAwait(false);
    }

    // One row or record that is not there comes as none, or as one of nothing but nulls.
    private static bool IsNothing(ServiceFunction function, ResultNode result)
    {
        if (function.Returns is not { IsMany: false, Kind: not FunctionResultKind.Values }) return false;
        if (result.Rows.Count == 0) return true;
        foreach (var cell in result.Rows.Row(0))
        {
            if (!cell.IsNull) return false;
        }
        return true;
    }

    private static bool TryWrite(ResponseBody body, ServiceFunction function, ResultNode result)
    {
        try
        {
            Write(body.Writer, function, result);
            return body.Written.Length >= 0;
        }
        catch (ResultTooLargeException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter writer, ServiceFunction function, ResultNode result)
    {
        if (function.Returns is { IsMany: false, Kind: not FunctionResultKind.Values })
        {
            Representation.WriteRow(writer, result, 0);
            return;
        }
        writer.WriteStartObject();
        writer.WritePropertyName("data"u8);
        if (function.Returns is { Kind: FunctionResultKind.Values } && !function.GivesElements)
        {
            if (result.Rows.Count == 0) writer.WriteNullValue();
            else Value(writer, result, result.Selection.Columns[0].Field.Type, 0);
        }
        else
        {
            writer.WriteStartArray();
            for (var row = 0; row < result.Rows.Count; row++)
            {
                if (function.GivesElements) Value(writer, result, result.Selection.Columns[0].Field.Type.Element, row);
                else Representation.WriteRow(writer, result, row);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter writer, ResultNode result, FieldType type, int row) =>
        CellJson.Write(writer, type, result.Rows[row, 0], result.Rows.Arena);
}
