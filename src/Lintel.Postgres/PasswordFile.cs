using Npgsql;

namespace Lintel.Postgres;

/// <summary>A password that a file holds, which is how containers are given their secrets.</summary>
internal static class PasswordFile
{
    /// <summary>Reads the file, if there is one, for each new connection.</summary>
    public static void Use(NpgsqlSlimDataSourceBuilder builder, string? file)
    {
        // A line of a file in memory: waiting for it takes no longer than passing it on would.
        if (file is not null) builder.UsePasswordProvider(_ => Read(file), (_, _) => ValueTask.FromResult(Read(file)));
    }

    /// <summary>Why a connection could not be opened, if it was for the file; null: it was for something else.</summary>
    public static string? WhyNot(Exception exception) => exception.GetBaseException() is UnreadableException unreadable ? unreadable.Message : null;

    private static string Read(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault() is { Length: > 0 } password ? password : throw new UnreadableException($"the password file {file} is empty");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableException($"there is no password file {file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException($"the password file {file} can't be read");
        }
    }

    private sealed class UnreadableException(string message) : Exception(message);
}
