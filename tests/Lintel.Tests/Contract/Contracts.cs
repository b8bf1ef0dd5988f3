using Lintel.Contract;
using Lintel.Model;

namespace Lintel.Tests.Contract;

/// <summary>Compiles contracts that tests write as text.</summary>
internal static class Contracts
{

    /// <summary>A whole contract: the text itself, or with the top level before it where it holds resources only.</summary>
    public static string Complete(string example)
    {
        if (example.Contains("lintel:", StringComparison.Ordinal) || !char.IsAsciiLetter(example[0]))
            return example;
        var indented = string.Join('\n', example.Split('\n').Select(line => line.Length > 0 ? "  " + line : line));
        return $"lintel: 1\nservice: shop\nresources:\n{indented}\n";
    }

    /// <summary>Compiles a contract, or its resources alone; lines <c># file: name</c> divide it into files of a folder.</summary>
    public static ContractResult Compile(string example) => InFolder(folder =>
    {
        var files = Complete(example).Split("# file: ");
        if (files.Length == 1)
        {
            var path = Path.Combine(folder, "contract.yaml");
            File.WriteAllText(path, files[0]);
            return ContractCompiler.Compile(path);
        }

        foreach (var file in files.Skip(1))
        {
            var end = file.IndexOf('\n', StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, file[..end].Trim()), file[(end + 1)..]);
        }

        return ContractCompiler.Compile(folder);
    });

    /// <summary>The model of a contract that must be sound.</summary>
    public static ServiceModel Model(string example)
    {
        var result = Compile(example);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return result.Model;
    }

    public static Resource Resource(string example, string name) => Model(example).FindResource(name)!;

    /// <summary>The codes of what is found, in order.</summary>
    public static string[] Codes(string example) => [.. Compile(example).Diagnostics.Select(diagnostic => diagnostic.Code)];

    public static ContractResult CompileBytes(byte[] bytes) => InFolder(folder =>
    {
        var path = Path.Combine(folder, "contract.yaml");
        File.WriteAllBytes(path, bytes);
        return ContractCompiler.Compile(path);
    });

    public static T InFolder<T>(Func<string, T> act)
    {
        var folder = Directory.CreateTempSubdirectory("lintel-contract-").FullName;
        try
        {
            return act(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
