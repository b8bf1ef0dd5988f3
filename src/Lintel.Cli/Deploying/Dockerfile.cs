namespace Lintel.Cli.Deploying;

/// <summary>The image: the published command line and the contract, on a base that one chooses. No step runs a program of the base, so that it may have none.</summary>
internal static class Dockerfile
{
    /// <summary>The command line within the image.</summary>
    public const string Program = "/opt/lintel/Lintel.Cli";

    /// <summary>Where the contract is within the image.</summary>
    public const string Contract = "/contract";

    /// <summary>Where a database file is.</summary>
    public const string Data = "/data";

    public static IEnumerable<DeployFile> Write(Deployment deployment)
    {
        var isFile = deployment.Store == StoreKind.Sqlite;
        yield return DeployFile.Of("Dockerfile", "Change it by build arguments.", $"""
            # Beside it lies lintel/, the published command line:
            #   dotnet publish src/Lintel.Cli -c Release -r linux-x64 --self-contained -p:PublishReadyToRun=true -p:DebugType=none -o FOLDER/lintel

            # Any Linux with glibc, libstdc++ and OpenSSL 3 will do, one without a shell too. With a digest it is the same in each build.
            ARG RUNTIME=debian:13-slim
            FROM $RUNTIME

            LABEL org.opencontainers.image.title="{deployment.Name}" \
                  org.opencontainers.image.version="{Tag(deployment.Image)}"

            # Without diagnostics the runtime opens no socket in /tmp, by which others could look into it. TLS to the database looks for
            # certificates at home, and fails for a user that has none. Memory outside the runtime's own comes from glibc, which unbounded keeps some
            # for each thread that ever asked for it.
            ENV DOTNET_EnableDiagnostics=0 \
                HOME=/ \
                LINTEL_LOG=json \
                LINTEL_URLS=http://*:{Deployment.Port} \
                MALLOC_ARENA_MAX=2

            # All of it is root's: who breaks into the server can't change what runs.
            COPY lintel/ /opt/lintel/
            COPY contract/ {Contract}/

            """ + (isFile ? $"""

            # A new volume gets the owner of what it hides.
            COPY --chown={Deployment.User}:{Deployment.User} data/ {Data}/
            ENV LINTEL_STORE={deployment.FileUrl}
            VOLUME {Data}

            """ : "") + $"""

            USER {Deployment.User}:{Deployment.User}
            EXPOSE {Deployment.Port}
            STOPSIGNAL SIGTERM
            ENTRYPOINT ["{Program}"]
            CMD ["run", "{Contract}"]
            """);
        yield return DeployFile.Of(".dockerignore", isFile ? "*\n!lintel\n!contract\n!data" : "*\n!lintel\n!contract");
        yield return DeployFile.Of(".gitignore", "lintel/\nsecrets/");
        if (isFile) yield return DeployFile.Of("data/.keep", "");
    }

    // The part behind the name; of a digest, what tells it.
    private static string Tag(string image) => image[(image.LastIndexOf(':') + 1)..];
}
