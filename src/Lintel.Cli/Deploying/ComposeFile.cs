namespace Lintel.Cli.Deploying;

/// <summary>The compose file: one machine, with the database beside the service.</summary>
internal static class ComposeFile
{
    private const string Change = "Change it by a compose.override.yaml, which is read behind it.";

    public static DeployFile Write(Deployment deployment) => DeployFile.Of("compose.yaml", Change, deployment.Store switch
    {
        StoreKind.Postgres => Top(deployment) + Postgres(deployment),
        StoreKind.Sqlite => Top(deployment) + Sqlite(deployment),
    });

    private static string Top(Deployment deployment) => $"""
        name: {deployment.Name}

        x-hardened: &hardened
          read_only: true
          cap_drop: [ALL]
          security_opt: ["no-new-privileges:true"]
          logging:
            driver: local # it rotates

        x-lintel: &lintel
          <<: *hardened
          image: {deployment.Image}
          build:
            context: .
            dockerfile: Dockerfile
          user: "{Deployment.User}:{Deployment.User}"

        """;

    private static string Server(Deployment deployment) => $"""
            ports:
              - "127.0.0.1:{Deployment.Port}:{Deployment.Port}" # only this machine: a proxy with TLS and authentication belongs before it
            healthcheck:
              test: [CMD, {Dockerfile.Program}, probe]
              interval: 10s
              timeout: 5s
              retries: 3
              start_period: 60s
            restart: unless-stopped
            stop_grace_period: {Deployment.StopSeconds}s # {Deployment.WhyStopSeconds}
            deploy:
              resources:
                limits: {Resources.ComposeLimits}

        """;

    private static string Postgres(Deployment deployment) => $"""

        x-store: &store
          LINTEL_STORE: postgres://{deployment.Name}@database/{deployment.Name}?password_file=/run/secrets/database-password

        services:
          {deployment.Name}:
            <<: *lintel
            environment: *store
            secrets: [database-password]
            networks: [front, back]
            depends_on:
              migrate:
                condition: service_completed_successfully
            volumes:
              - /tmp # bodies of imports, on disk: a tmpfs would count as memory

        """ + Server(deployment) + $"""

          migrate:
            <<: *lintel
            command: [migrate, apply, {Dockerfile.Contract}]
            environment: *store
            secrets: [database-password]
            networks: [back]
            depends_on:
              database:
                condition: service_healthy
            tmpfs: ["/tmp:size=16m"]
            restart: "no"
            deploy:
              resources:
                limits: {Resources.ComposeLimits}

          database:
            <<: *hardened
            image: postgres:17
            user: postgres
            environment:
              POSTGRES_USER: {deployment.Name}
              POSTGRES_DB: {deployment.Name}
              POSTGRES_PASSWORD_FILE: /run/secrets/database-password
              POSTGRES_INITDB_ARGS: --encoding=UTF8 --data-checksums
            secrets: [database-password]
            networks: [back]
            volumes:
              - rows:/var/lib/postgresql/data
            tmpfs: ["/tmp:size=16m", "/run/postgresql:size=1m"]
            shm_size: 128mb
            healthcheck:
              # Over TCP: while a new database is being made, it listens on its socket only.
              test: [CMD, pg_isready, --quiet, --host=127.0.0.1, --username={deployment.Name}, --dbname={deployment.Name}]
              interval: 5s
              timeout: 5s
              retries: 3
              start_period: 60s
            restart: unless-stopped
            stop_grace_period: 60s
            deploy:
              resources:
                limits: {Resources.ComposeDatabaseLimits}

        networks:
          front:
          back:
            internal: true # the database reaches nothing outside, and nothing outside reaches it

        secrets:
          database-password:
            file: ./secrets/database-password

        volumes:
          rows:
        """;

    private static string Sqlite(Deployment deployment) => $"""

        services:
          {deployment.Name}:
            <<: *lintel
            depends_on:
              migrate:
                condition: service_completed_successfully
            volumes:
              - rows:{Dockerfile.Data}
              - /tmp # bodies of imports, on disk: a tmpfs would count as memory

        """ + Server(deployment) + $"""

          migrate:
            <<: *lintel
            command: [migrate, apply, {Dockerfile.Contract}]
            network_mode: none
            volumes:
              - rows:{Dockerfile.Data}
            tmpfs: ["/tmp:size=16m"]
            restart: "no"
            deploy:
              resources:
                limits: {Resources.ComposeLimits}

        volumes:
          rows:
        """;
}
