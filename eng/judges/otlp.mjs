// A receiver of OTLP (https://opentelemetry.io/docs/specs/otlp), which reads what comes with OpenTelemetry's own messages.
// node otlp.mjs <folder> http/protobuf|grpc
// Prints the port that it listens on. Each span is a line of <folder>/spans.ndjson, each metric a line of <folder>/metrics.ndjson, and all that came, as
// it came, is in <folder>/received.bin. What can't be read is answered with 400, and is a line of <folder>/errors.ndjson.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const { opentelemetry } = createRequire(import.meta.url)("@opentelemetry/otlp-transformer/build/src/generated/root");
const { trace, metrics } = opentelemetry.proto.collector;
const [folder, protocol] = process.argv.slice(2);

const signals = {
  "/v1/traces": {
    message: trace.v1.ExportTraceServiceRequest,
    answer: trace.v1.ExportTraceServiceResponse,
    file: "spans.ndjson",
    *things(request) {
      for (const of of request.resourceSpans)
        for (const scope of of.scopeSpans)
          for (const span of scope.spans)
            yield {
              resource: attributes(of.resource.attributes),
              scope: scope.scope.name,
              name: span.name,
              kind: span.kind,
              traceId: hex(span.traceId),
              spanId: hex(span.spanId),
              parentSpanId: hex(span.parentSpanId),
              traceState: span.traceState ?? "",
              status: span.status?.code ?? 0,
              statusMessage: span.status?.message ?? "",
              events: (span.events ?? []).map((event) => event.name),
              attributes: attributes(span.attributes),
            };
    },
  },
  "/v1/metrics": {
    message: metrics.v1.ExportMetricsServiceRequest,
    answer: metrics.v1.ExportMetricsServiceResponse,
    file: "metrics.ndjson",
    *things(request) {
      for (const of of request.resourceMetrics)
        for (const scope of of.scopeMetrics)
          for (const metric of scope.metrics) {
            const points = (metric.histogram ?? metric.sum ?? metric.gauge).dataPoints;
            yield {
              scope: scope.scope.name,
              name: metric.name,
              unit: metric.unit,
              points: points.map((point) => ({ attributes: attributes(point.attributes), exemplars: (point.exemplars ?? []).map((one) => hex(one.traceId)) })),
            };
          }
    },
  },
};

const overHttp = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const signal = signals[request.url];
    try {
      if (request.method !== "POST" || !signal) throw new Error(`${request.method} ${request.url} is nothing of OTLP's`);
      if (request.headers["content-type"] !== "application/x-protobuf") throw new Error(`the media type is ${request.headers["content-type"]}`);
      const body = Buffer.concat(chunks);
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end(take(signal, request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body));
    } catch (error) {
      refuse(error);
      response.writeHead(400).end();
    }
  });
});

// gRPC over HTTP/2 without TLS (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md): a message is a byte that tells whether it is compressed,
// its length in four bytes, and itself; the status comes behind the answer.
const methods = {
  "/opentelemetry.proto.collector.trace.v1.TraceService/Export": signals["/v1/traces"],
  "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export": signals["/v1/metrics"],
};
const overGrpc = createHttp2Server();
overGrpc.on("stream", (stream, headers) => {
  const chunks = [];
  let status = "0";
  stream.on("data", (chunk) => chunks.push(chunk));
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": status }));
  stream.on("end", () => {
    const signal = methods[headers[":path"]];
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    try {
      if (!signal) throw new Error(`${headers[":path"]} is nothing of OTLP's`);
      if (headers["content-type"] !== "application/grpc") throw new Error(`the media type is ${headers["content-type"]}`);
      const body = Buffer.concat(chunks);
      if (body.readUInt32BE(1) !== body.length - 5) throw new Error("not one whole message");
      const answer = take(signal, body[0] === 1 ? gunzipSync(body.subarray(5)) : body.subarray(5));
      const head = Buffer.alloc(5);
      head.writeUInt32BE(answer.length, 1);
      stream.end(Buffer.concat([head, answer]));
    } catch (error) {
      refuse(error);
      status = "3";
      stream.end();
    }
  });
});

const server = { "http/protobuf": overHttp, grpc: overGrpc }[protocol];
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

function take(signal, body) {
  appendFileSync(join(folder, "received.bin"), body);
  for (const thing of signal.things(signal.message.decode(body))) appendFileSync(join(folder, signal.file), JSON.stringify(thing) + "\n");
  return signal.answer.encode({}).finish();
}

function refuse(error) {
  appendFileSync(join(folder, "errors.ndjson"), JSON.stringify(error.message) + "\n");
}

function attributes(list) {
  return Object.fromEntries((list ?? []).map(({ key, value }) => [key, value.stringValue ?? value.boolValue ?? value.doubleValue ?? Number(value.intValue)]));
}

function hex(bytes) {
  return bytes ? Buffer.from(bytes).toString("hex") : "";
}
