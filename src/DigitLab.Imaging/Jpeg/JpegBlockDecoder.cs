namespace DigitLab.Imaging;

/// <summary>Decodes the coefficients of one block after another: those of plain pictures at once, those of progressive ones bit by bit.</summary>
/// <remarks>Source: ITU-T T.81, F.2.2 (sequential) and G.1.2, G.2 (progressive).</remarks>
internal ref struct JpegBlockDecoder
{
    private const int MostConstantBits = 11;   // of 8-bit samples (table F.1)

    private readonly JpegScan _scan;
    private readonly JpegHuffmanTable?[] _constants;
    private readonly JpegHuffmanTable?[] _others;
    private int _emptyBlocks;   // so many blocks, from this one on, have nothing new in this scan
    internal JpegBitReader Bits;

    internal JpegBlockDecoder(JpegScan scan, JpegHuffmanTable?[] constants, JpegHuffmanTable?[] others, JpegBitReader bits)
    {
        _scan = scan;
        _constants = constants;
        _others = others;
        Bits = bits;
    }

    /// <summary>Starts anew after a restart marker.</summary>
    internal void Restart(int number)
    {
        Bits.RequireData();
        Bits.Restart(number);
        _emptyBlocks = 0;
        foreach (JpegComponent component in _scan.Components)
        {
            component.Prediction = 0;
        }
    }

    /// <summary>A whole block of a plain picture; <paramref name="block"/> holds zeros.</summary>
    internal void ReadWhole(int channel, Span<short> block)
    {
        JpegHuffmanTable others = Table(_others, _scan.OtherTables[channel]);
        block[0] = (short)ReadConstant(channel);
        ReadOnlySpan<byte> toRows = JpegZigzag.ToRows;
        for (int k = 1; k < JpegZigzag.Count; k++)
        {
            Bits.Fill();
            int symbol = others.Read(ref Bits);
            int bits = symbol & 15, zeros = symbol >> 4;
            if (bits == 0)
            {
                if (zeros != 15)
                {
                    return;   // nothing but zeros follows
                }

                k += zeros;
                continue;
            }

            k += zeros;
            RequireInBlock(k, JpegZigzag.Count - 1);
            block[toRows[k]] = (short)Bits.ReadSigned(bits);
        }
    }

    /// <summary>What a progressive scan brings to a block.</summary>
    internal void ReadPart(int channel, Span<short> block)
    {
        if (_scan.IsConstant)
        {
            block[0] = _scan.HighBit == 0
                ? (short)(ReadConstant(channel) << _scan.LowBit)
                : (short)((int)(ushort)block[0] | Bits.Read(1) << _scan.LowBit);
        }
        else if (_scan.HighBit == 0)
        {
            ReadFirstBits(block);
        }
        else
        {
            ReadNextBit(block);
        }
    }

    private int ReadConstant(int channel)
    {
        Bits.Fill();
        int bits = Table(_constants, _scan.ConstantTables[channel]).Read(ref Bits);
        if (bits > MostConstantBits)
        {
            throw new InvalidDataException($"JPEG: a constant coefficient of {bits} bits, and {MostConstantBits} are the most: the file is damaged.");
        }

        JpegComponent component = _scan.Components[channel];
        component.Prediction = (short)(component.Prediction + Bits.ReadSigned(bits));
        return component.Prediction;
    }

    private void ReadFirstBits(Span<short> block)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }

        JpegHuffmanTable table = Table(_others, _scan.OtherTables[0]);
        ReadOnlySpan<byte> toRows = JpegZigzag.ToRows;
        for (int k = _scan.First; k <= _scan.Last; k++)
        {
            Bits.Fill();
            int symbol = table.Read(ref Bits);
            int bits = symbol & 15, zeros = symbol >> 4;
            if (bits == 0 && zeros != 15)
            {
                _emptyBlocks = (1 << zeros) - 1 + Bits.Read(zeros);
                return;
            }

            k += zeros;
            if (bits > 0)
            {
                RequireInBlock(k, _scan.Last);
                block[toRows[k]] = (short)(Bits.ReadSigned(bits) << _scan.LowBit);
            }
        }
    }

    // A further bit of the coefficients that are not 0, and among them new ones, which are ±1 in this bit.
    private void ReadNextBit(Span<short> block)
    {
        int k = _scan.First;
        if (_emptyBlocks == 0)
        {
            k = ReadNewOnes(block);
        }

        if (_emptyBlocks > 0)
        {
            ReadOnlySpan<byte> toRows = JpegZigzag.ToRows;
            for (; k <= _scan.Last; k++)
            {
                Refine(ref block[toRows[k]]);
            }

            _emptyBlocks--;
        }
    }

    // Ends behind the last coefficient, or at the first one after which there are no new ones.
    private int ReadNewOnes(Span<short> block)
    {
        JpegHuffmanTable table = Table(_others, _scan.OtherTables[0]);
        ReadOnlySpan<byte> toRows = JpegZigzag.ToRows;
        int k = _scan.First;
        while (k <= _scan.Last)
        {
            Bits.Fill();
            int symbol = table.Read(ref Bits);
            int bits = symbol & 15, zeros = symbol >> 4;
            if (bits == 0 && zeros != 15)
            {
                _emptyBlocks = (1 << zeros) + Bits.Read(zeros);
                return k;
            }

            int value = bits == 0 ? 0 : Bits.Read(1) == 1 ? 1 << _scan.LowBit : -1 << _scan.LowBit;
            while (k <= _scan.Last && (block[toRows[k]] != 0 || zeros-- > 0))
            {
                Refine(ref block[toRows[k++]]);
            }

            if (value != 0)
            {
                RequireInBlock(k, _scan.Last);
                block[toRows[k]] = (short)value;
            }

            k++;
        }

        return k;
    }

    private void Refine(ref short coefficient)
    {
        if (coefficient != 0 && Bits.Read(1) == 1)
        {
            int step = 1 << _scan.LowBit;
            coefficient = (short)(coefficient > 0 ? coefficient + step : coefficient - step);
        }
    }

    private static JpegHuffmanTable Table(JpegHuffmanTable?[] tables, int number) => tables[number]
        ?? throw new InvalidDataException($"JPEG: a scan needs Huffman table {number}, which was not given: the file is damaged.");

    private static void RequireInBlock(int k, int last)
    {
        if (k > last)
        {
            throw new InvalidDataException("JPEG: a block has more coefficients than it can: the file is damaged.");
        }
    }
}
