namespace Lintel.Cli.Deploying;

/// <summary>The manifests, for Kubernetes 1.30 or later. They name no namespace: that is where one applies them.</summary>
internal static class KubernetesFiles
{
    private const string Folder = "kubernetes/";
    private const string Change = "Change it by a Kustomize overlay.";

    public static IEnumerable<DeployFile> Write(Deployment deployment)
    {
        (string Name, string Text)[] manifests = deployment.Store switch
        {
            StoreKind.Postgres =>
            [
                ("deployment.yaml", Workload.WriteDeployment(deployment)),
                ("horizontal-pod-autoscaler.yaml", Autoscaler(deployment)),
                ("network-policy.yaml", Network(deployment, ToDatabase)),
                ("pod-disruption-budget.yaml", Disruptions(deployment)),
                ("service-account.yaml", Account(deployment)),
                ("service.yaml", Front(deployment)),
            ],
            StoreKind.Sqlite =>
            [
                ("network-policy.yaml", Network(deployment, "")),
                ("service-account.yaml", Account(deployment)),
                ("service.yaml", Front(deployment)),
                ("stateful-set.yaml", Workload.WriteStatefulSet(deployment)),
            ],
        };
        foreach (var (name, text) in manifests) yield return DeployFile.Of(Folder + name, Change, text);
        yield return DeployFile.Of(Folder + "kustomization.yaml", "Refer to it from an overlay of your own.", $"""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
            {string.Join('\n', manifests.Select(manifest => $"  - {manifest.Name}"))}
            """);
    }

    /// <summary>The head of a manifest, up to its <c>spec</c>.</summary>
    public static string Head(Deployment deployment, string version, string kind) => $"""
        apiVersion: {version}
        kind: {kind}
        metadata:
          name: {deployment.Name}
          labels:
            app.kubernetes.io/name: {deployment.Name}
            app.kubernetes.io/version: {deployment.Version}

        """;

    private static string Front(Deployment deployment) => Head(deployment, "v1", "Service") + $"""
        spec:
          selector:
            app.kubernetes.io/name: {deployment.Name}
          ports:
            - name: http
              port: 80
              targetPort: http
              appProtocol: http
        """;

    private static string Account(Deployment deployment) => Head(deployment, "v1", "ServiceAccount") + """
        # The server asks Kubernetes for nothing.
        automountServiceAccountToken: false
        """;

    private static string Autoscaler(Deployment deployment) => Head(deployment, "autoscaling/v2", "HorizontalPodAutoscaler") + $"""
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Deployment
            name: {deployment.Name}
          minReplicas: {deployment.Capacity.Replicas} # {deployment.Capacity.WhyReplicas}
          maxReplicas: {deployment.Capacity.MaxReplicas} # {deployment.Capacity.WhyMaxReplicas}
          metrics:
            - type: Resource
              resource:
                name: cpu
                target:
                  type: Utilization
                  averageUtilization: 60 # the rest is for what comes before a new replica is there
          behavior:
            scaleDown:
              stabilizationWindowSeconds: 300
        """;

    private static string Disruptions(Deployment deployment) => Head(deployment, "policy/v1", "PodDisruptionBudget") + $"""
        spec:
          maxUnavailable: 1 # of {deployment.Capacity.Replicas} or more, so that nodes can be emptied one after the other
          unhealthyPodEvictionPolicy: AlwaysAllow # one that does not serve keeps no node from being emptied
          selector:
            matchLabels:
              app.kubernetes.io/name: {deployment.Name}
        """;

    private const string ToDatabase = """
            - ports: # PostgreSQL
                - { protocol: TCP, port: 5432 }

        """;

    private static string Network(Deployment deployment, string egress) => Head(deployment, "networking.k8s.io/v1", "NetworkPolicy") + $$"""
        spec:
          podSelector:
            matchLabels:
              app.kubernetes.io/name: {{deployment.Name}}
          policyTypes: [Ingress, Egress]
          ingress:
            - from:
                - podSelector: {} # pods of the same namespace; an overlay adds a gateway of another one
              ports:
                - { protocol: TCP, port: http }
            - from:
                - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } # where Prometheus is
              ports:
                - { protocol: TCP, port: metrics }
          egress:
            - ports: # names of hosts
                - { protocol: UDP, port: 53 }
                - { protocol: TCP, port: 53 }
            - ports: # OTLP, where an overlay sets OTEL_EXPORTER_OTLP_ENDPOINT
                - { protocol: TCP, port: 4317 }
                - { protocol: TCP, port: 4318 }

        """ + egress;
}
