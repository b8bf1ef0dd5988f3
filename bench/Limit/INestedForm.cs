using System.Text.Json;

namespace Lintel.Bench.Limit;

/// <summary>What REST and GraphQL write differently of an order with its lines.</summary>
internal interface INestedForm
{
    /// <summary>The status as it is written.</summary>
    static abstract string Status(string stored);

    /// <summary>Opens the lines.</summary>
    static abstract void OpenLines(Utf8JsonWriter writer);

    /// <summary>Closes the lines.</summary>
    static abstract void CloseLines(Utf8JsonWriter writer);
}
