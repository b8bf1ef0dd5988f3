using System.Globalization;

namespace Lintel.Operations;

/// <summary>What kind of token a caller wrote.</summary>
public enum InputKind
{
    /// <summary>An explicit null.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number; its digits are kept as they were written.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>Text without a type of its own, as in a query string or a CSV cell: any scalar may be read from it.</summary>
    Untyped,

    /// <summary>A list.</summary>
    List,

    /// <summary>An object.</summary>
    Object,
}

/// <summary>A value as a caller wrote it, before anything is known of the field that it is for.</summary>
public sealed record InputValue
{
    /// <summary>What was written.</summary>
    public required InputKind Kind { get; init; }

    /// <summary>The string's content, the number's digits, <c>true</c> or <c>false</c>; empty for the others.</summary>
    public string Text { get; init; } = "";

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<InputValue> Items { get; init; } = [];

    /// <summary>The members of an object, in order; no name comes twice.</summary>
    public IReadOnlyList<InputMember> Members { get; init; } = [];

    /// <summary>The text of the whole value as JSON, where it is a list or an object and its reader kept it.</summary>
    public string? Json { get; init; }

    /// <summary>An explicit null.</summary>
    public static InputValue Null { get; } = new() { Kind = InputKind.Null };

    /// <summary>Text without a type of its own.</summary>
    public static InputValue Untyped(string text) => new() { Kind = InputKind.Untyped, Text = text };

    /// <summary>A CSV cell of two quotes: an empty text, where the field takes one, and else no value.</summary>
    public static InputValue EmptyCell { get; } = new() { Kind = InputKind.Untyped, Json = "\"\"" };

    /// <summary>A string.</summary>
    public static InputValue String(string text) => new() { Kind = InputKind.String, Text = text };

    /// <summary>A number, by its digits.</summary>
    public static InputValue Number(string digits) => new() { Kind = InputKind.Number, Text = digits };

    /// <summary>A number.</summary>
    public static InputValue Number(long value) => Number(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A truth value.</summary>
    public static InputValue Boolean(bool value) => new() { Kind = InputKind.Boolean, Text = value ? "true" : "false" };

    /// <summary>A list.</summary>
    public static InputValue List(IReadOnlyList<InputValue> items) => new() { Kind = InputKind.List, Items = items };

    /// <summary>An object.</summary>
    public static InputValue Object(IReadOnlyList<InputMember> members) => new() { Kind = InputKind.Object, Members = members };
}

/// <summary>A member of an object.</summary>
/// <param name="Name">The name as it was written.</param>
/// <param name="Value">The value.</param>
public readonly record struct InputMember(string Name, InputValue Value);
