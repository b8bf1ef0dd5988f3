using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Lintel.Architecture.Tests;

/// <summary>One type uses another: in its base, members, attributes or code. Nested types count as the one that holds them.</summary>
internal sealed record TypeUse(string Namespace, string Type, string UsedAssembly, string UsedNamespace, string UsedType);

/// <summary>What a compiled assembly references, defines and uses. Constants leave no trace in it.</summary>
internal sealed record AssemblyUses(string Name, string[] References, string[] Types, TypeUse[] Uses)
{
    public static AssemblyUses Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var walker = new TypeWalker(file, reader);
        var types = new List<string>();
        var uses = new HashSet<TypeUse>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var self = walker.Outermost(handle);
            var definition = reader.GetTypeDefinition(handle);
            var name = reader.GetString(definition.Name);
            if (!name.Contains('<', StringComparison.Ordinal))
                types.Add($"{self.Namespace}.{WithoutArity(name)}");
            foreach (var used in walker.UsedBy(definition))
                if (used != self)
                    uses.Add(new TypeUse(self.Namespace, self.Name, used.Assembly, used.Namespace, used.Name));
        }
        return new AssemblyUses(
            reader.GetString(reader.GetAssemblyDefinition().Name),
            [.. reader.AssemblyReferences.Select(r => reader.GetString(reader.GetAssemblyReference(r).Name))],
            [.. types],
            [.. uses]);
    }

    public static string WithoutArity(string name) => name.Split('`')[0];
}
