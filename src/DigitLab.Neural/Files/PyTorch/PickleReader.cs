using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace DigitLab.Neural;

/// <summary>Reads a Python pickle as data. Nothing is imported, called or executed: what would be called comes out as a <see cref="PickledObject"/>.</summary>
/// <remarks>
/// Values are: null, bool, long, <see cref="BigInteger"/>, double, string, byte[], <see cref="List{T}"/> of objects (lists and sets), object?[]
/// (tuples), <see cref="PickledObject"/> (dictionaries too, made by no one), <see cref="PickledGlobal"/>, <see cref="PickledReference"/>.
/// Protocols 0 to 5 without the extension registry and out-of-band buffers. Source: the comments of Python's pickletools.
/// </remarks>
internal sealed class PickleReader
{
    private const int Newest = 5;
    private const int LongestNumber = 1024;   // bytes or digits; PyTorch's longest has ten

    private static readonly object Mark = new();

    private readonly Stream _stream;
    private readonly string _name;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];

    private readonly Action<object?>? _heard;

    private PickleReader(Stream stream, string name, Action<object?>? heard) => (_stream, _name, _heard) = (stream, name, heard);

    /// <summary>Reads one pickle, to its end and no further.</summary>
    /// <param name="stream">Where it begins; it must know its length and its place.</param>
    /// <param name="name">What to call the file in an error.</param>
    /// <param name="heard">Told of each persistent identifier.</param>
    /// <exception cref="InvalidDataException">It is damaged, or asks for something that no state needs.</exception>
    internal static object? Read(Stream stream, string name, Action<object?>? heard = null)
    {
        try
        {
            return new PickleReader(stream, name, heard).Run();
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"{name}: the pickle in it is cut off.");
        }
    }

    private object? Run()
    {
        while (true)
        {
            byte code = Byte();
            if (code == '.')
            {
                return Pop();
            }

            Step(code);
        }
    }

    private void Step(byte code)
    {
        switch (code)
        {
            case 0x80: Protocol(Byte()); break;
            case 0x95: Bytes(8); break;                                   // FRAME: how far to read ahead
            case (byte)'(': Push(Mark); break;
            case (byte)'0': Pop(); break;
            case (byte)'1': PopToMark(); break;
            case (byte)'2': Push(Top()); break;
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'I': Push(Integer(Line())); break;
            case (byte)'L': Push(Integer(Line().TrimEnd('L'))); break;
            case (byte)'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))); break;
            case (byte)'K': Push((long)Byte()); break;
            case (byte)'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2))); break;
            case 0x8a: Push(Long(Byte())); break;
            case 0x8b: Push(Long(Length(4))); break;
            case (byte)'F': Push(double.TryParse(Line(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Damaged("a number that is none")); break;
            case (byte)'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Bytes(8))); break;
            case (byte)'S': Push(Line().Trim('\'', '"')); break;
            case (byte)'V': Push(Line()); break;
            case (byte)'T': Push(Text(Bytes(Length(4)))); break;
            case (byte)'U': Push(Text(Bytes(Byte()))); break;
            case (byte)'X': Push(Text(Bytes(Length(4)))); break;
            case 0x8c: Push(Text(Bytes(Byte()))); break;
            case 0x8d: Push(Text(Bytes(Length(8)))); break;
            case (byte)'B': Push(Bytes(Length(4))); break;
            case (byte)'C': Push(Bytes(Byte())); break;
            case 0x8e or 0x96: Push(Bytes(Length(8))); break;
            default: StepOfContainers(code); break;
        }
    }

    private void StepOfContainers(byte code)
    {
        switch (code)
        {
            case (byte)']' or 0x8f: Push(new List<object?>()); break;
            case (byte)'l' or 0x91: Push(PopToMark()); break;
            case (byte)'a': Add([Pop()]); break;
            case (byte)'e' or 0x90: Add(PopToMark()); break;
            case (byte)')': Push(Array.Empty<object?>()); break;
            case (byte)'t': Push(PopToMark().ToArray()); break;
            case 0x85: Push(new[] { Pop() }); break;
            case 0x86: Push(Last(2)); break;
            case 0x87: Push(Last(3)); break;
            case (byte)'}': Push(new PickledObject(null, [])); break;
            case (byte)'d': Dictionary(PopToMark()); break;
            case (byte)'s': Set([.. Last(2)]); break;
            case (byte)'u': Set(PopToMark()); break;
            case (byte)'p': _memo[Number(Line())] = Top(); break;
            case (byte)'q': _memo[Byte()] = Top(); break;
            case (byte)'r': _memo[Length(4)] = Top(); break;
            case 0x94: _memo[_memo.Count] = Top(); break;
            case (byte)'g': Push(Remembered(Number(Line()))); break;
            case (byte)'h': Push(Remembered(Byte())); break;
            case (byte)'j': Push(Remembered(Length(4))); break;
            default: StepOfObjects(code); break;
        }
    }

    private void StepOfObjects(byte code)
    {
        switch (code)
        {
            case (byte)'c': Push(new PickledGlobal(Line(), Line())); break;
            case 0x93: Global(); break;
            case (byte)'R' or 0x81: Make(); break;
            case 0x92: Pop(); Make(); break;                              // NEWOBJ_EX: the arguments by name are of no use here
            case (byte)'o': Make(PopToMark()); break;
            case (byte)'i': Instance(new PickledGlobal(Line(), Line())); break;
            case (byte)'b': State(); break;
            case (byte)'P': Refer(Line()); break;
            case (byte)'Q': Refer(Pop()); break;
            default: throw Damaged($"opcode 0x{code:x2}, which no saved weights need");
        }
    }

    private void Protocol(byte version)
    {
        if (version > Newest)
        {
            throw Damaged($"protocol {version}, the newest that is known being {Newest}");
        }
    }

    private void Dictionary(List<object?> pairs)
    {
        Push(new PickledObject(null, []));
        Set(pairs);
    }

    private void Set(List<object?> pairs)
    {
        if (pairs.Count % 2 != 0 || Top() is not PickledObject dictionary)
        {
            throw Damaged("a key without a value, or without a dictionary");
        }

        for (int i = 0; i < pairs.Count; i += 2)
        {
            dictionary.Items.Add(new(pairs[i], pairs[i + 1]));
        }
    }

    private void Add(List<object?> items)
    {
        switch (Top())
        {
            case List<object?> list: list.AddRange(items); break;
            case PickledObject: break;   // a list of some other kind: no weights lie in it
            default: throw Damaged("an item without a list");
        }
    }

    private void Global()
    {
        object?[] names = Last(2);
        Push(names is [string module, string name] ? new PickledGlobal(module, name) : throw Damaged("a name that is no text"));
    }

    private void Make()
    {
        object? arguments = Pop(), maker = Pop();
        Push(new PickledObject(maker, arguments as object?[] ?? throw Damaged("a call without a tuple of arguments")));
    }

    private void Make(List<object?> parts) =>
        Push(parts.Count > 0 ? new PickledObject(parts[0], [.. parts[1..]]) : throw Damaged("an object without a class"));

    private void Instance(PickledGlobal maker) => Push(new PickledObject(maker, [.. PopToMark()]));

    private void Refer(object? id)
    {
        _heard?.Invoke(id);
        Push(new PickledReference(id));
    }

    private void State()
    {
        object? state = Pop();
        if (Top() is PickledObject target)
        {
            target.State = state;
        }
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Top() => _stack.Count > 0 && _stack[^1] != Mark ? _stack[^1] : throw Damaged("a value is missing");

    private object? Pop()
    {
        object? top = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object?[] Last(int count)
    {
        object?[] last = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            last[i] = Pop();
        }

        return last;
    }

    private List<object?> PopToMark()
    {
        int mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw Damaged("a mark is missing");
        }

        List<object?> items = _stack[(mark + 1)..];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private object? Remembered(long key) => _memo.TryGetValue(key, out object? value) ? value : throw Damaged($"nothing is remembered as {key}");

    private byte Byte()
    {
        int value = _stream.ReadByte();
        return value < 0 ? throw new EndOfStreamException() : (byte)value;
    }

    private byte[] Bytes(int count)
    {
        if (count > _stream.Length - _stream.Position)
        {
            throw new EndOfStreamException();   // before memory is taken
        }

        byte[] bytes = new byte[count];
        _stream.ReadExactly(bytes);
        return bytes;
    }

    private int Length(int bytes)
    {
        Span<byte> number = stackalloc byte[8];
        number.Clear();
        Bytes(bytes).CopyTo(number);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(number);
        return length <= int.MaxValue ? (int)length : throw Damaged($"a length of {length}");
    }

    private string Line()
    {
        var line = new List<byte>();
        for (byte next = Byte(); next != '\n'; next = Byte())
        {
            line.Add(next);
        }

        return Text([.. line]).TrimEnd('\r');
    }

    private object Integer(string text) => text switch
    {
        "00" => false,
        "01" => true,
        { Length: <= LongestNumber } when BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number) => Fitting(number),
        _ => throw Damaged("a number that is none"),
    };

    private long Number(string text) => Integer(text) is long number ? number : throw Damaged("a number that is none");

    private object Long(int length) => length <= LongestNumber ? Fitting(new BigInteger(Bytes(length))) : throw Damaged($"a number of {length} bytes");

    // As a long wherever one holds it, so that all else need not tell them apart.
    private static object Fitting(BigInteger number)
    {
        object fitting = number;
        if (number >= long.MinValue && number <= long.MaxValue)
        {
            fitting = (long)number;
        }

        return fitting;
    }

    private static string Text(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);   // Python 2 wrote bytes as text
        }
    }

    private InvalidDataException Damaged(string what) => new($"{_name}: the pickle in it cannot be read: {what}.");
}
