namespace Lintel.Contract.Rules;

/// <summary>Mistakes in actions: what they are given, ask and set.</summary>
internal static class ActionRules
{
    public static readonly DiagnosticRule ChangesNothing = new()
    {
        Code = "LTL3080",
        Title = "Action that changes nothing",
        Explanation = "An action leads to another state, sets fields, or does both.",
        Wrong = """
            order:
              fields:
                status: enum(open, closed) = open
              state: status
              actions:
                close: { from: [open] }
            """,
        Right = """
            order:
              fields:
                status: enum(open, closed) = open
              state: status
              actions:
                close: { from: [open], to: closed }
            """,
    };

    public static readonly DiagnosticRule NotAnInput = new()
    {
        Code = "LTL3081",
        Title = "Can't be given to an action",
        Explanation = "`input` has fields of scalar types and arrays, which are checked and used, but kept nowhere: they are no references, and nothing about columns or uniqueness can be said of them.",
        Wrong = """
            customer:
              fields:
                name: string
            order:
              fields:
                customer: customer
              actions:
                handOver: { input: { to: customer }, set: { customerId: input.to } }
            """,
        Right = """
            customer:
              fields:
                name: string
            order:
              fields:
                customer: customer
              actions:
                handOver: { input: { to: uuid }, set: { customerId: input.to } }
            """,
    };

    public static readonly DiagnosticRule NotSettable = new()
    {
        Code = "LTL3082",
        Title = "Can't be set by an action",
        Explanation = "An action sets fields of its row that have values of their own, read-only ones too. The state is what `to` says, the engine keeps its own fields, and keys and immutable fields never change.",
        Wrong = """
            order:
              fields:
                status: enum(open, closed) = open
              state: status
              actions:
                close: { set: { status: "'closed'" } }
            """,
        Right = """
            order:
              fields:
                status: enum(open, closed) = open
              state: status
              actions:
                close: { to: closed }
            """,
    };

    public static readonly DiagnosticRule NotAValue = new()
    {
        Code = "LTL3083",
        Title = "Not a value of the field",
        Explanation = "What a field is set to is an expression (docs/expressions.md) over the row as it was, `input` and `now()`, of a type that the field can keep. What is wrong is shown with its place.",
        Wrong = """
            order:
              fields:
                carrier: string(1..40)?
              actions:
                ship: { input: { carrier: string(1..40) }, set: { carrier: input.carier } }
            """,
        Right = """
            order:
              fields:
                carrier: string(1..40)?
              actions:
                ship: { input: { carrier: string(1..40) }, set: { carrier: input.carrier } }
            """,
    };

    public static readonly DiagnosticRule MayBeNull = new()
    {
        Code = "LTL3084",
        Title = "Set to what may be null",
        Explanation = "A field that may not be null is set to something that always has a value. Of `has(note) ? note : 'none'` it is known. A computation without a result (one that does not fit, a division by zero) is refused when it happens.",
        Wrong = """
            order:
              fields:
                note: string = 'none'
              actions:
                remark: { input: { note: string? }, set: { note: input.note } }
            """,
        Right = """
            order:
              fields:
                note: string = 'none'
              actions:
                remark: { input: { note: string? }, set: { note: "has(input.note) ? input.note : 'none'" } }
            """,
    };

    public static readonly DiagnosticRule NotAtHand = new()
    {
        Code = "LTL3085",
        Title = "Not at hand in an action",
        Explanation = "`set` and the rules of an action are computed from the fields of the row itself. What relations lead to, what is kept of the rows below, and write-only fields are not at hand. The rules of the resource, which hold after each action, may lead on.",
        Wrong = """
            order:
              fields:
                sentOn: date?
              actions:
                send: { rules: [count(lines) > 0], set: { sentOn: now() } }
            orderLine:
              partOf: order
              fields:
                quantity: int
            """,
        Right = """
            order:
              fields:
                sentOn: date?
              rules:
                - sentOn == null or count(lines) > 0
              actions:
                send: { set: { sentOn: now() } }
            orderLine:
              partOf: order
              fields:
                quantity: int
            """,
    };

    public static readonly DiagnosticRule NoWay = new()
    {
        Code = "LTL3086",
        Title = "Action that is never allowed",
        Explanation = "Without `from` an action is allowed in all states but the one that it leads to, and here there is no other.",
        Wrong = """
            order:
              fields:
                status: enum(open) = open
              state: status
              actions:
                open: { to: open }
            """,
        Right = """
            order:
              fields:
                status: enum(open) = open
              state: status
              actions:
                open: { from: [open], to: open }
            """,
    };

    public static readonly DiagnosticRule Wider = new()
    {
        Code = "LTL3087",
        Severity = Severity.Warning,
        Title = "Input longer than its field",
        Explanation = "What an action is given may be longer than the field that is set to it. It is refused when it is, but callers read of the greater length. (A `string` that does not say otherwise has at most 255 characters.)",
        Wrong = """
            order:
              fields:
                carrier: string(1..40)?
              actions:
                ship: { input: { carrier: string }, set: { carrier: input.carrier } }
            """,
        Right = """
            order:
              fields:
                carrier: string(1..40)?
              actions:
                ship: { input: { carrier: string(..40) }, set: { carrier: input.carrier } }
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } = [ChangesNothing, NotAnInput, NotSettable, NotAValue, MayBeNull, NotAtHand, NoWay, Wider];
}
