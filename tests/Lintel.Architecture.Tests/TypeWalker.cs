using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Lintel.Architecture.Tests;

/// <summary>A type that stands for itself and for all that is nested in it.</summary>
internal readonly record struct TypeName(string Assembly, string Namespace, string Name);

/// <summary>Finds every type that a type's metadata and code name.</summary>
internal sealed class TypeWalker(PEReader file, MetadataReader reader) : ISignatureTypeProvider<bool, bool>
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>()
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    private readonly string _assembly = reader.GetString(reader.GetAssemblyDefinition().Name);
    private readonly HashSet<TypeName> _found = [];

    public IReadOnlyCollection<TypeName> UsedBy(TypeDefinition type)
    {
        _found.Clear();
        Add(type.BaseType);
        Add(type.GetCustomAttributes());
        Add(type.GetGenericParameters());
        foreach (var handle in type.GetInterfaceImplementations())
            Add(reader.GetInterfaceImplementation(handle).Interface);
        foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
        {
            field.DecodeSignature(this, false);
            Add(field.GetCustomAttributes());
        }
        foreach (var property in type.GetProperties().Select(reader.GetPropertyDefinition))
            Add(property.GetCustomAttributes());
        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
        {
            method.DecodeSignature(this, false);
            Add(method.GetCustomAttributes());
            Add(method.GetGenericParameters());
            foreach (var parameter in method.GetParameters())
                Add(reader.GetParameter(parameter).GetCustomAttributes());
            if (method.RelativeVirtualAddress != 0)
                AddBody(file.GetMethodBody(method.RelativeVirtualAddress));
        }
        return [.. _found];
    }

    public TypeName Outermost(TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? Outermost(outer) : Named(_assembly, type.Namespace, type.Name);
    }

    private TypeName Outermost(TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference => Outermost((TypeReferenceHandle)type.ResolutionScope),
            HandleKind.AssemblyReference => Named(
                reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name), type.Namespace, type.Name),
            _ => Named(_assembly, type.Namespace, type.Name),
        };
    }

    private TypeName Named(string assembly, StringHandle ns, StringHandle name) =>
        new(assembly, reader.GetString(ns), AssemblyUses.WithoutArity(reader.GetString(name)));

    private void AddBody(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
            reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, false);
        foreach (var region in body.ExceptionRegions)
            Add(region.CatchType);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int opcode = code.ReadByte();
            if (opcode == 0xFE)
                opcode = 0xFE00 | code.ReadByte();
            switch (Operands[opcode])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                    Add((EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR:
                    code.Offset += 4;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
            }
        }
    }

    private void Add(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
            Add(reader.GetCustomAttribute(handle).Constructor);
    }

    private void Add(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(parameter => reader.GetGenericParameter(parameter).GetConstraints()))
            Add(reader.GetGenericParameterConstraint(constraint).Type);
    }

    private void Add(EntityHandle handle)
    {
        if (handle.IsNil)
            return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                _found.Add(Outermost((TypeDefinitionHandle)handle));
                break;
            case HandleKind.TypeReference:
                _found.Add(Outermost((TypeReferenceHandle)handle));
                break;
            case HandleKind.TypeSpecification:
                reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, false);
                break;
            case HandleKind.FieldDefinition:
                Add(reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                var method = reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                Add(method.GetDeclaringType());
                method.DecodeSignature(this, false);
                break;
            case HandleKind.MethodSpecification:
                var specification = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(specification.Method);
                specification.DecodeSignature(this, false);
                break;
            case HandleKind.MemberReference:
                var member = reader.GetMemberReference((MemberReferenceHandle)handle);
                Add(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Field)
                    member.DecodeFieldSignature(this, false);
                else
                    member.DecodeMethodSignature(this, false);
                break;
            case HandleKind.StandaloneSignature:
                reader.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(this, false);
                break;
        }
    }

    // Decoding visits every type in a signature; only named types are of interest.
    bool ISimpleTypeProvider<bool>.GetTypeFromDefinition(MetadataReader metadata, TypeDefinitionHandle handle, byte kind) => _found.Add(Outermost(handle));

    bool ISimpleTypeProvider<bool>.GetTypeFromReference(MetadataReader metadata, TypeReferenceHandle handle, byte kind) => _found.Add(Outermost(handle));

    bool ISignatureTypeProvider<bool, bool>.GetTypeFromSpecification(MetadataReader metadata, bool context, TypeSpecificationHandle handle, byte kind)
    {
        Add(handle);
        return false;
    }

    bool ISimpleTypeProvider<bool>.GetPrimitiveType(PrimitiveTypeCode code) => false;

    bool ISZArrayTypeProvider<bool>.GetSZArrayType(bool element) => false;

    bool IConstructedTypeProvider<bool>.GetArrayType(bool element, ArrayShape shape) => false;

    bool IConstructedTypeProvider<bool>.GetByReferenceType(bool element) => false;

    bool IConstructedTypeProvider<bool>.GetPointerType(bool element) => false;

    bool IConstructedTypeProvider<bool>.GetGenericInstantiation(bool generic, ImmutableArray<bool> arguments) => false;

    bool ISignatureTypeProvider<bool, bool>.GetFunctionPointerType(MethodSignature<bool> signature) => false;

    bool ISignatureTypeProvider<bool, bool>.GetGenericMethodParameter(bool context, int index) => false;

    bool ISignatureTypeProvider<bool, bool>.GetGenericTypeParameter(bool context, int index) => false;

    bool ISignatureTypeProvider<bool, bool>.GetModifiedType(bool modifier, bool unmodified, bool required) => false;

    bool ISignatureTypeProvider<bool, bool>.GetPinnedType(bool element) => false;
}
