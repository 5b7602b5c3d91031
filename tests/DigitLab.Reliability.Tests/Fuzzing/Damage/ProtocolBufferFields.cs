using System.Text;
using Google.Protobuf;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Damage to a protocol buffer that leaves it one: fields lost, doubled and changed for others, at any depth, with their lengths put right.</summary>
internal static class ProtocolBufferFields
{
    private const int LengthDelimited = 2;
    private static readonly string[] Words = ["", "Conv", "Gemm", "MatMul", "Add", "Relu", "MaxPool", "Flatten", "Reshape", "Transpose", "Pad", "Softmax", "BatchNormalization", "GridSample", "Identity", "Constant", "Shape", "x", "1"];

    internal static byte[] Damaged(byte[] file, Random random)
    {
        if (random.Next(6) == 0)
        {
            return Pieces.Damaged(file, random);
        }

        for (int changes = 1 << random.Next(4); changes > 0; changes--)
        {
            file = Changed(file, random) ?? file;
        }

        return file;
    }

    // The message with one change within it; null if it is no message.
    private static byte[]? Changed(byte[] message, Random random)
    {
        if (Parse(message) is not { Count: > 0 } fields)
        {
            return null;
        }

        int place = random.Next(fields.Count);
        (uint tag, ulong number, byte[]? content) = fields[place];
        switch (random.Next(10))
        {
            case 0: fields.RemoveAt(place); break;
            case 1: fields.Insert(random.Next(fields.Count), fields[place]); break;
            case 2: fields[place] = fields[random.Next(fields.Count)]; break;
            default:
                fields[place] = content is null
                    ? (tag, (ulong)Pieces.Number(random), null)
                    : (tag, number, Changed(content, random) ?? Replaced(content, random));
                break;
        }

        return Write(fields);
    }

    private static byte[] Replaced(byte[] content, Random random) => random.Next(3) == 0
        ? Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)])
        : Pieces.Damaged(content, random, changes: 1);

    private static List<(uint Tag, ulong Number, byte[]? Content)>? Parse(byte[] message)
    {
        var fields = new List<(uint, ulong, byte[]?)>();
        var input = new CodedInputStream(message);
        try
        {
            for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                switch (tag & 7)
                {
                    case 0: fields.Add((tag, input.ReadUInt64(), null)); break;
                    case 1: fields.Add((tag, input.ReadFixed64(), null)); break;
                    case LengthDelimited: fields.Add((tag, 0, input.ReadBytes().ToByteArray())); break;
                    case 5: fields.Add((tag, input.ReadFixed32(), null)); break;
                    default: return null;
                }
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }

        return fields;
    }

    private static byte[] Write(List<(uint Tag, ulong Number, byte[]? Content)> fields)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            foreach ((uint tag, ulong number, byte[]? content) in fields)
            {
                output.WriteTag(tag);
                switch (tag & 7)
                {
                    case 0: output.WriteUInt64(number); break;
                    case 1: output.WriteFixed64(number); break;
                    case LengthDelimited: output.WriteBytes(ByteString.CopyFrom(content)); break;
                    default: output.WriteFixed32((uint)number); break;
                }
            }
        }

        return buffer.ToArray();
    }
}
