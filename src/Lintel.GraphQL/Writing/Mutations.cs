using Lintel.Access;
using Lintel.Engine;
using Lintel.Errors;
using Lintel.GraphQL.Answering;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Reading;
using Lintel.GraphQL.Schema;
using Lintel.Telemetry;

namespace Lintel.GraphQL.Writing;

/// <summary>Runs mutations, in the order of the document: each field in a transaction of its own, or all in one.</summary>
internal sealed class Mutations(LintelEngine engine, SchemaTypes types)
{
    private readonly MutationReader _reader = new(types);

    /// <summary>Makes operations of the fields, before any of them is done.</summary>
    public ReadMutation[] Read(AskedSet set, Arguments arguments) => [.. set.Fields.Where(field => !field.IsTypeName).Select(asked => new ReadMutation(asked, _reader.Read(asked, arguments)))];

    /// <summary>Runs the fields of an operation.</summary>
    public async ValueTask RunAsync(KnownOperation operation, AnswerBuilder answer, ReadMutation[] read, Caller caller, OperationWatch? watch, CancellationToken cancellation)
    {
        if (operation.IsTransaction)
        {
            await TogetherAsync(read, answer, caller, watch, cancellation).ConfigureAwait(false);
            return;
        }
        foreach (var field in read) await TogetherAsync([field], answer, caller, watch, cancellation).ConfigureAwait(false);
    }

    private async ValueTask TogetherAsync(ReadMutation[] read, AnswerBuilder answer, Caller caller, OperationWatch? watch, CancellationToken cancellation)
    {
        var asked = Array.ConvertAll(read, one => one.Asked);
        if (Array.FindIndex(read, one => one.Field is null) is >= 0 and var wrong)
        {
            Fail(asked, wrong, read[wrong].Problem!, answer);
            return;
        }
        var fields = Array.ConvertAll(read, one => one.Field!);
        if (fields is [{ Operations: [var only] }])
        {
            answer.Add(asked[0], fields[0], [await engine.ExecuteAsync(only with { Caller = caller }, rehearses: false, watch, cancellation).ConfigureAwait(false)]);
            return;
        }
        var operations = fields.SelectMany(field => field.Operations).ToArray();
        if (operations.Length > engine.Model.Limits.Operations)
        {
            Fail(asked, 0, ErrorCatalogue.OutOfRange.Because($"At most {engine.Model.Limits.Operations} operations are done in one transaction."), answer);
            return;
        }
        UnitStep[] steps = [.. operations.Select<Operations.Operation, UnitStep>(operation => _ => (operation with { Caller = caller }, null))];
        // Its outcomes are the answer's from here on, which disposes them.
        var outcome = await engine.ExecuteAsync(steps, rehearses: false, watch, cancellation).ConfigureAwait(false);
        if (outcome.Problem is { } failed)
        {
            Fail(asked, FieldOf(fields, failed.Operation ?? 0), failed, answer, outcome.Cause);
            outcome.Dispose();
            return;
        }
        for (int i = 0, first = 0; i < fields.Length; i++)
        {
            var count = fields[i].Operations.Count;
            answer.Add(asked[i], fields[i], [.. outcome.Outcomes.Skip(first).Take(count)]);
            first += count;
        }
    }

    // Nothing was done of all of them; one of them says why.
    private static void Fail(AskedField[] asked, int place, Problem problem, AnswerBuilder answer, Exception? cause = null)
    {
        for (var i = 0; i < asked.Length; i++)
        {
            if (i == place) answer.Fail(asked[i], problem, cause);
            else answer.AddNull(asked[i]);
        }
    }

    private static int FieldOf(MutationField[] fields, int operation)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            operation -= fields[i].Operations.Count;
            if (operation < 0) return i;
        }
        return 0;
    }
}

/// <summary>A field of a mutation, with what was made of it.</summary>
/// <param name="Asked">The field.</param>
/// <param name="Field">Its operations; null: something is wrong.</param>
/// <param name="Problem">What is wrong.</param>
internal sealed record ReadMutation(AskedField Asked, MutationField? Field, Problem? Problem)
{
    public ReadMutation(AskedField asked, (MutationField? Field, Problem? Problem) read)
        : this(asked, read.Field, read.Problem)
    {
    }
}
