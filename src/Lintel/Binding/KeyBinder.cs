using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Binding;

/// <summary>Reads keys from text.</summary>
internal static class KeyBinder
{
    /// <summary>The typed key; false where the parts can't be a key of the resource, so that no row can have it.</summary>
    public static bool TryRead(Resource resource, IReadOnlyList<string> parts, out Value[] key)
    {
        key = new Value[resource.Key.Count];
        if (parts.Count != key.Length) return false;
        for (var i = 0; i < key.Length; i++)
        {
            var type = resource.Key[i].Type;
            if (!Scalar.For(type.Kind).TryParse(type, parts[i], out key[i]) && !OutsideText.TryRead(type, parts[i], out key[i])) return false;
        }
        return true;
    }
}
