// What we ask of everything that `lintel export deploy` writes, beyond what its formats ask. Each function gives its findings, in words.

const user = 10001;

export function dockerfilePolicy(text) {
  const findings = [];
  const lines = text.replace(/\\\n/g, " ").split("\n").map((line) => line.trim());
  const users = lines.filter((line) => line.startsWith("USER "));
  if (!/^USER [1-9]\d*:[1-9]\d*$/.test(users.at(-1) ?? "")) findings.push("does not run as a user other than root, by its number");
  if (lines.some((line) => line.startsWith("RUN "))) findings.push("runs a program of its base, which may have none");
  for (const line of lines.filter((line) => line.startsWith("ARG ") || line.startsWith("FROM "))) if (/:latest\b/.test(line)) findings.push(`${line}: of :latest`);
  if (!lines.includes("STOPSIGNAL SIGTERM")) findings.push("does not say by which signal it stops");
  if (!lines.some((line) => line.startsWith('ENTRYPOINT ["'))) findings.push("has no entry point, or one through a shell, which keeps signals");
  if (/^(ENV|ARG) .*(PASSWORD|SECRET|TOKEN)/im.test(text)) findings.push("holds a secret");
  return findings;
}

export function composePolicy(compose) {
  const findings = [];
  for (const [name, service] of Object.entries(compose.services)) {
    const ask = (holds, words) => holds || findings.push(`${name} ${words}`);
    askTag(service.image, ask);
    ask(service.read_only === true, "can write to its root");
    ask(service.user !== undefined && !/^(0|root)\b/.test(service.user), "may be root");
    ask(service.cap_drop?.includes("ALL") && !service.cap_add, "has capabilities");
    ask(service.security_opt?.includes("no-new-privileges:true"), "may get privileges");
    ask(!service.privileged && service.network_mode !== "host" && service.pid !== "host", "is not kept from its host");
    const limits = service.deploy?.resources?.limits;
    ask(limits?.cpus && limits.memory && limits.pids, "has no limits of processors, memory and processes");
    const isJob = service.restart === "no";
    ask(isJob || service.healthcheck?.test, "has no health check");
    ask(isJob || service.stop_grace_period, "does not say how long it takes to stop");
    for (const port of service.ports ?? []) ask(/^127\.0\.0\.1:/.test(port), `opens ${port} to others`);
    for (const [key, value] of Object.entries(service.environment ?? {})) ask(!/PASSWORD$|SECRET$|TOKEN$/.test(key) && !/:\/\/[^/]*:[^/]*@/.test(value), `has a secret in ${key}`);
    const dependencies = Object.entries(service.depends_on ?? {});
    for (const [other, { condition }] of dependencies) ask(compose.services[other] && condition !== "service_started", `does not wait until ${other} is ready`);
  }
  return findings;
}

export function kubernetesPolicy(manifests) {
  const findings = [];
  const kinds = {};
  for (const manifest of manifests) (kinds[manifest.kind] ??= []).push(manifest);
  for (const manifest of manifests) {
    if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(manifest.metadata.name)) findings.push(`${manifest.kind} has a name that is no label of DNS`);
    if (manifest.kind === "Secret") findings.push("holds a Secret");
    if (manifest.metadata.namespace) findings.push(`${manifest.kind} names a namespace`);
  }
  for (const account of kinds.ServiceAccount ?? []) if (account.automountServiceAccountToken !== false) findings.push("ServiceAccount has a token");
  for (const kind of ["Service", "ServiceAccount", "NetworkPolicy"]) if (kinds[kind]?.length !== 1) findings.push(`has no ${kind}, or several`);
  const workloads = [...(kinds.Deployment ?? []), ...(kinds.StatefulSet ?? [])];
  if (workloads.length !== 1) findings.push("has no workload, or several");
  for (const workload of workloads) findings.push(...podPolicy(workload), ...selections(workload, manifests));
  for (const deployment of kinds.Deployment ?? []) {
    const { rollingUpdate } = deployment.spec.strategy ?? {};
    if (rollingUpdate?.maxUnavailable !== 0) findings.push("Deployment has fewer replicas while they are replaced");
    if (!deployment.spec.template.spec.topologySpreadConstraints?.length) findings.push("Deployment may run on one node only");
    const scaler = kinds.HorizontalPodAutoscaler?.[0]?.spec;
    if (scaler?.scaleTargetRef.name !== deployment.metadata.name || deployment.spec.replicas !== undefined) findings.push("Deployment has no autoscaler, or one that a number of replicas undoes");
    if (!(scaler?.minReplicas >= 2 && scaler.maxReplicas > scaler.minReplicas)) findings.push("autoscaler does not keep two replicas, or scales nothing");
    if (kinds.PodDisruptionBudget?.[0]?.spec.maxUnavailable !== 1) findings.push("has no PodDisruptionBudget that lets one go");
  }
  return findings;
}

function podPolicy(workload) {
  const findings = [];
  const pod = workload.spec.template.spec;
  const ask = (holds, words) => holds || findings.push(`${workload.kind} ${words}`);
  const context = pod.securityContext ?? {};
  ask(context.runAsNonRoot === true && context.runAsUser === user, "may run as root");
  ask(context.seccompProfile?.type === "RuntimeDefault", "has no seccomp profile");
  ask(pod.automountServiceAccountToken === false, "has a token");
  ask(!pod.hostNetwork && !pod.hostPID && !pod.hostIPC, "is not kept from its host");
  ask(!pod.volumes.some((volume) => volume.hostPath), "has a folder of its host");
  for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
    const askOf = (holds, words) => ask(holds, `${container.name} ${words}`);
    askTag(container.image, askOf);
    const security = container.securityContext ?? {};
    askOf(security.readOnlyRootFilesystem === true, "can write to its root");
    askOf(security.allowPrivilegeEscalation === false && !security.privileged, "may get privileges");
    askOf(security.capabilities?.drop?.includes("ALL") && !security.capabilities.add, "has capabilities");
    const { requests = {}, limits = {} } = container.resources ?? {};
    for (const resource of ["cpu", "memory", "ephemeral-storage"]) askOf(isQuantity(requests[resource]) && isQuantity(limits[resource]), `does not say how much ${resource} it takes`);
    askOf(requests.memory === limits.memory, "may have more memory than it is promised");
    for (const mount of container.volumeMounts ?? [])
      askOf(pod.volumes.some((volume) => volume.name === mount.name) || workload.spec.volumeClaimTemplates?.some((claim) => claim.metadata.name === mount.name), `mounts ${mount.name}, which is no volume`);
    for (const { name, value } of container.env ?? []) askOf(!/:\/\/[^/]*:[^/]*@/.test(value ?? "") && !/PASSWORD|TOKEN/.test(value === undefined ? "" : name), `has a secret in ${name}`);
  }
  for (const container of pod.containers) {
    const ports = (container.ports ?? []).map((port) => port.name);
    for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) ask(ports.includes(container[probe]?.httpGet?.port), `${container.name} has no ${probe}, or one of another port`);
    ask(container.livenessProbe?.httpGet.path !== container.readinessProbe?.httpGet.path, `${container.name} is started anew where it is not ready`);
    ask(pod.terminationGracePeriodSeconds >= 31 + (container.lifecycle?.preStop?.sleep?.seconds ?? Infinity), `${container.name} is killed before it has drained`);
  }
  return findings;
}

// What is to find the pods of a workload must find them.
function selections(workload, manifests) {
  const labels = workload.spec.template.metadata.labels;
  const matches = (wanted) => wanted && Object.entries(wanted).every(([key, value]) => labels[key] === value);
  return manifests.flatMap(({ kind, spec }) => {
    const wanted = kind === "Service" ? spec.selector : kind === "NetworkPolicy" ? spec.podSelector.matchLabels : spec?.selector?.matchLabels;
    return ["Service", "NetworkPolicy", "PodDisruptionBudget", "Deployment", "StatefulSet"].includes(kind) && !matches(wanted) ? [`${kind} does not find the pods`] : [];
  });
}

function askTag(image, ask) {
  ask(/[:@](?!latest$)[^/:@]+$/.test(image ?? ""), "runs an image without a tag of its own");
}

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
function isQuantity(text) {
  return /^\d+(\.\d+)?(m|[kMGTPE]|[KMGTPE]i)?$/.test(String(text ?? ""));
}
