using Lintel.Cli.Commands;
using Lintel.Http.Auth;
using Lintel.Model;

namespace Lintel.Cli.Securing;

/// <summary>The development key of a service, in a file beside its contract that its owner alone can read: made when it is first asked for.</summary>
internal static class DevelopmentKeyFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where it is: <c>.lintel/SERVICE.devkey</c> beside the contract.</summary>
    public static string PathOf(string contract, ServiceModel model) => Path.Combine(ContractFile.Folder(contract), ".lintel", model.Name + ".devkey");

    /// <summary>Reads it, or makes it.</summary>
    /// <exception cref="MisuseException">It can't be read or made, is no key, or others can read it.</exception>
    public static DevelopmentKey Open(string contract, ServiceModel model)
    {
        var path = PathOf(contract, model);
        try
        {
            if (!File.Exists(path)) Create(path);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~Owner) != 0)
                throw new MisuseException($"{Shared.Shown(path)} can be read by others, who could be anybody with it: delete it for a new key, or say chmod 600");
            return DevelopmentKey.Parse(File.ReadAllText(path).Trim()) ?? throw new MisuseException($"{Shared.Shown(path)} is no development key: delete it for a new one");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MisuseException($"the development key can't be kept in {Shared.Shown(path)} ({exception.Message.TrimEnd('.')}); give the contract an issuer, or a folder that can be written");
        }
    }

    // Whole when it is there, and readable by nobody else at any time: two that begin at once agree on the first.
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var making = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
        try
        {
            using (var writer = new StreamWriter(making, options)) writer.WriteLine(DevelopmentKey.Create().ToSecretText());
            File.Move(making, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(making);
        }
    }
}
