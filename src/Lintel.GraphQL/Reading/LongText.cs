using System.Globalization;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>Whole numbers of 64 bits that came as text, since not every client has numbers so large.</summary>
internal static class LongText
{
    /// <summary>The number, where text is one; else the value as it came, which the engine refuses.</summary>
    public static InputValue Read(InputValue value, FieldType type) =>
        value.Kind == InputKind.String && type.Kind == ScalarKind.Long && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? InputValue.Number(number.ToString(CultureInfo.InvariantCulture))
            : value;
}
