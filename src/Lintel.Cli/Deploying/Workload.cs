namespace Lintel.Cli.Deploying;

/// <summary>What runs the pods: a Deployment of any number, or a StatefulSet of the one that has the volume.</summary>
internal static class Workload
{
    public static string WriteDeployment(Deployment deployment) => KubernetesFiles.Head(deployment, "apps/v1", "Deployment") + $$"""
        spec:
          # The HorizontalPodAutoscaler decides how many there are; a number here would undo that each time it is applied.
          revisionHistoryLimit: 5
          selector:
            matchLabels:
              app.kubernetes.io/name: {{deployment.Name}}
          strategy:
            type: RollingUpdate
            rollingUpdate:
              maxSurge: 1
              maxUnavailable: 0 # one goes when another is ready
          template:

        """ + Pod(deployment, $$"""
              topologySpreadConstraints:
                - topologyKey: topology.kubernetes.io/zone
                  maxSkew: 1
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector:
                    matchLabels:
                      app.kubernetes.io/name: {{deployment.Name}}
                - topologyKey: kubernetes.io/hostname
                  maxSkew: 1
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector:
                    matchLabels:
                      app.kubernetes.io/name: {{deployment.Name}}

        """, $$"""
                    - name: DATABASE_HOST
                      valueFrom: { secretKeyRef: { name: {{deployment.Name}}-database, key: host } }
                    - name: DATABASE_NAME
                      valueFrom: { secretKeyRef: { name: {{deployment.Name}}-database, key: dbname } }
                    - name: DATABASE_USER
                      valueFrom: { secretKeyRef: { name: {{deployment.Name}}-database, key: username } }
                    # pool: {{deployment.Capacity.WhyPool}}
                    - name: LINTEL_STORE
                      value: postgres://$(DATABASE_USER)@$(DATABASE_HOST)/$(DATABASE_NAME)?password_file=/run/secrets/database/password&pool={{deployment.Capacity.Pool}}&sslmode=require

        """, """
                    - { name: database, mountPath: /run/secrets/database, readOnly: true }

        """) + $$"""
                - name: database
                  secret:
                    secretName: {{deployment.Name}}-database
                    items: [{ key: password, path: password }]
                    defaultMode: 288 # 0440: fsGroup may read it

        """;

    public static string WriteStatefulSet(Deployment deployment) => KubernetesFiles.Head(deployment, "apps/v1", "StatefulSet") + $$"""
        spec:
          # One process at a time has the file, which is what a StatefulSet keeps and a Deployment does not.
          replicas: 1
          revisionHistoryLimit: 5
          serviceName: {{deployment.Name}}
          selector:
            matchLabels:
              app.kubernetes.io/name: {{deployment.Name}}
          template:

        """ + Pod(deployment, "", $$"""
                    - { name: LINTEL_STORE, value: "{{deployment.FileUrl}}" }

        """, $$"""
                    - { name: rows, mountPath: {{Dockerfile.Data}} }

        """) + $$"""
          volumeClaimTemplates:
            - metadata:
                name: rows
              spec:
                accessModes: [ReadWriteOncePod]
                resources:
                  requests:
                    storage: 10Gi

        """;

    private static string Pod(Deployment deployment, string spread, string environment, string mounts) => $$"""
            metadata:
              labels:
                app.kubernetes.io/name: {{deployment.Name}}
                app.kubernetes.io/version: {{deployment.Version}}
              annotations: # for a Prometheus that finds pods by them; the operator takes a PodMonitor of the port `metrics`
                prometheus.io/scrape: "true"
                prometheus.io/port: "{{Deployment.MetricsPort}}"
            spec:
              serviceAccountName: {{deployment.Name}}
              automountServiceAccountToken: false
              enableServiceLinks: false
              # preStop, and then {{Deployment.WhyStopSeconds}}
              terminationGracePeriodSeconds: {{Deployment.PreStop + Deployment.StopSeconds}}
              securityContext:
                runAsNonRoot: true
                runAsUser: {{Deployment.User}}
                runAsGroup: {{Deployment.User}}
                fsGroup: {{Deployment.User}}
                fsGroupChangePolicy: OnRootMismatch
                seccompProfile:
                  type: RuntimeDefault

        """ + spread + $$"""
              initContainers:
                # Only one at a time changes a database, and all later ones find nothing to do. What loses values ends here, while the pods before serve on.
                - name: migrate
                  args: [migrate, apply, {{Dockerfile.Contract}}]

        """ + Container(deployment, environment, mounts) + $$"""
              containers:
                - name: lintel
                  args: [run, {{Dockerfile.Contract}}]

        """ + Container(deployment, environment, mounts) + $$"""
                  ports:
                    - { name: http, containerPort: {{Deployment.Port}} }
                    - { name: metrics, containerPort: {{Deployment.MetricsPort}} }
                  startupProbe: # a seed is loaded before the server listens
                    httpGet: { path: /livez, port: http }
                    periodSeconds: 2
                    failureThreshold: 150
                    timeoutSeconds: 2
                  livenessProbe: # says nothing of the database: a new process would not mend that
                    httpGet: { path: /livez, port: http }
                    periodSeconds: 10
                    failureThreshold: 3
                    timeoutSeconds: 5
                  readinessProbe:
                    httpGet: { path: /readyz, port: http }
                    periodSeconds: 5
                    failureThreshold: 2
                    timeoutSeconds: 5
                  lifecycle:
                    preStop: # load balancers learn that a pod goes while it goes
                      sleep: { seconds: {{Deployment.PreStop}} }
              volumes:
                - name: temporary # bodies of imports, until they are whole
                  emptyDir: { sizeLimit: {{deployment.TemporaryGibibytes}}Gi }

        """;

    private static string Container(Deployment deployment, string environment, string mounts) => $$"""
                  image: {{deployment.Image}}
                  imagePullPolicy: IfNotPresent
                  env:
                    - { name: LINTEL_METRICS, value: "http://0.0.0.0:{{Deployment.MetricsPort}}" }

        """ + environment + $$"""
                  resources:
                    requests: { cpu: {{Resources.Cpu}}, memory: {{Resources.Memory}}, ephemeral-storage: 64Mi }
                    limits: { cpu: "{{Resources.CpuLimit}}", memory: {{Resources.Memory}}, ephemeral-storage: {{deployment.TemporaryGibibytes + 1}}Gi }
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: { drop: [ALL] }
                  volumeMounts:
                    - { name: temporary, mountPath: /tmp }

        """ + mounts;
}
