using System.Text.Json;
using Lintel.Model;
using Lintel.Permissions;

namespace Lintel.Cli.Commands;

/// <summary>Who may do what, for programs.</summary>
internal static class AccessJson
{
    /// <summary>Writes a matrix: <c>{"service", "version", "auth", "callers": […], "resources": [{"name", "operations": […], "fields": […]}], "functions": […]}</c>. What a caller may is true, false, or a condition on the row.</summary>
    public static void Write(Utf8JsonWriter writer, ServiceModel model, AccessMatrix matrix)
    {
        writer.WriteStartObject();
        writer.WriteString("service", model.Name);
        writer.WriteString("version", model.Version);
        writer.WriteBoolean("auth", model.Auth is not null);
        writer.WriteStartArray("callers");
        foreach (var caller in matrix.Callers) WriteCaller(writer, caller);
        writer.WriteEndArray();
        writer.WriteStartArray("resources");
        foreach (var resource in matrix.Resources) WriteResource(writer, matrix, resource);
        writer.WriteEndArray();
        writer.WriteStartArray("functions");
        foreach (var function in matrix.Functions) WriteOperation(writer, matrix, function.Function.Name, function.Permissions);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCaller(Utf8JsonWriter writer, MatrixCaller caller)
    {
        writer.WriteStartObject();
        writer.WriteString("name", caller.Name);
        if (!caller.IsKind) writer.WriteString("id", caller.Caller.Id);
        writer.WriteStartArray("roles");
        foreach (var role in caller.Caller.Roles) writer.WriteStringValue(role);
        writer.WriteEndArray();
        if (!caller.IsKind)
        {
            writer.WriteStartObject("claims");
            foreach (var (name, values) in caller.Caller.Claims)
            {
                writer.WriteStartArray(name);
                foreach (var value in values) writer.WriteStringValue(value);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter writer, AccessMatrix matrix, ResourceMatrix resource)
    {
        writer.WriteStartObject();
        writer.WriteString("name", resource.Resource.Name);
        writer.WriteStartArray("operations");
        foreach (var operation in resource.Operations) WriteOperation(writer, matrix, operation.Name, operation.Permissions);
        writer.WriteEndArray();
        writer.WriteStartArray("fields");
        foreach (var field in resource.Fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Field.Name);
            WritePermissions(writer, "read", matrix, field.Read);
            WritePermissions(writer, "write", matrix, field.Write);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteOperation(Utf8JsonWriter writer, AccessMatrix matrix, string name, IReadOnlyList<Permission> permissions)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        WritePermissions(writer, "may", matrix, permissions);
        writer.WriteEndObject();
    }

    // In the order of the callers: names may be the same.
    private static void WritePermissions(Utf8JsonWriter writer, string name, AccessMatrix matrix, IReadOnlyList<Permission> permissions)
    {
        writer.WriteStartArray(name);
        for (var i = 0; i < matrix.Callers.Count; i++)
        {
            if (permissions[i].Always is { } always) writer.WriteBooleanValue(always);
            else writer.WriteStringValue(permissions[i].ToString());
        }
        writer.WriteEndArray();
    }
}
