namespace DigitLab.Insight;

/// <summary>Points of the plane in squares within squares, so that a far crowd counts as one heavy point (Barnes, Hut 1986).</summary>
/// <remarks>
/// The points are sorted along a Z-shaped curve; each square is then a row of consecutive points. Nodes lie in the order of a walk through
/// the tree, each with the place to go on where its inside may be passed over.
/// </remarks>
internal sealed class PlaneTree
{
    private const int Levels = 16;
    private const int Cells = 1 << Levels;

    private readonly uint[] _keys;
    private readonly uint[] _otherKeys;
    private readonly int[] _otherOrder;
    private double[] _x = [];
    private double[] _y = [];
    private float[] _mass = [];
    private double[] _squareSide = [];
    private int[] _skip = [];
    private int _count;

    internal PlaneTree(int points)
    {
        (_keys, _otherKeys, Order, _otherOrder) = (new uint[points], new uint[points], new int[points], new int[points]);
        Grow(2 * points);
    }

    /// <summary>The points along the curve: neighbours in it are neighbours in the plane, mostly.</summary>
    internal int[] Order { get; }

    /// <summary>Builds the tree for points that have moved.</summary>
    /// <param name="plane">x₁, y₁, x₂, y₂, …</param>
    internal void Build(double[] plane)
    {
        double low = plane[0], high = plane[0];
        foreach (double coordinate in plane)
        {
            (low, high) = (Math.Min(low, coordinate), Math.Max(high, coordinate));
        }

        double side = Math.Max(high - low, 1e-12) * (1 + 1e-9), perCell = Cells / side;
        for (int i = 0; i < _keys.Length; i++)
        {
            _keys[i] = Spread((uint)((plane[2 * i] - low) * perCell)) | (Spread((uint)((plane[(2 * i) + 1] - low) * perCell)) << 1);
            Order[i] = i;
        }

        Sort();
        _count = 0;
        Add(plane, 0, _keys.Length, level: 0, side);
    }

    /// <summary>Σ over all other points of q · q · (y_i − y_j), and of q, with q = 1 / (1 + |y_i − y_j|²), far crowds as one.</summary>
    /// <param name="x">The point's place.</param>
    /// <param name="y">The point's place.</param>
    /// <param name="squareAngle">A square counts as one point where its side is less than this share, squared, of its distance.</param>
    internal (double ForceX, double ForceY, double Sum) Repulsion(double x, double y, double squareAngle)
    {
        double forceX = 0, forceY = 0, sum = -1;   // the point itself is met too, at distance 0
        int node = 0, count = _count;
        while (node < count)
        {
            double dx = x - _x[node], dy = y - _y[node], square = (dx * dx) + (dy * dy);
            if (_squareSide[node] < squareAngle * square || _skip[node] == node + 1)
            {
                double q = 1 / (1 + square), weighted = _mass[node] * q;
                sum += weighted;
                weighted *= q;
                forceX += weighted * dx;
                forceY += weighted * dy;
                node = _skip[node];
            }
            else
            {
                node++;
            }
        }

        return (forceX, forceY, sum);
    }

    private void Add(double[] plane, int from, int to, int level, double side)
    {
        // A square whose points all lie in one of its quarters is that quarter.
        while (to - from > 1 && level < Levels && Quarter(from, level) == Quarter(to - 1, level))
        {
            level++;
            side /= 2;
        }

        int own = _count++;
        if (_count > _x.Length)
        {
            Grow(2 * _x.Length);
        }

        double sumX = 0, sumY = 0;
        if (to - from == 1 || level == Levels)
        {
            for (int i = from; i < to; i++)
            {
                sumX += plane[2 * Order[i]];
                sumY += plane[(2 * Order[i]) + 1];
            }
        }
        else
        {
            for (int start = from; start < to;)
            {
                int end = start + 1;
                uint quarter = Quarter(start, level);
                while (end < to && Quarter(end, level) == quarter)
                {
                    end++;
                }

                int child = _count;
                Add(plane, start, end, level + 1, side / 2);
                sumX += _x[child] * _mass[child];
                sumY += _y[child] * _mass[child];
                start = end;
            }
        }

        int mass = to - from;
        (_x[own], _y[own], _mass[own], _squareSide[own], _skip[own]) = (sumX / mass, sumY / mass, mass, side * side, _count);
    }

    private uint Quarter(int place, int level) => (_keys[place] >> (2 * (Levels - 1 - level))) & 3;

    // Eight bits at a time, equals staying in order.
    private void Sort()
    {
        (uint[] keys, int[] order, uint[] otherKeys, int[] otherOrder) = (_keys, Order, _otherKeys, _otherOrder);
        Span<int> starts = stackalloc int[257];
        for (int shift = 0; shift < 32; shift += 8)
        {
            starts.Clear();
            foreach (uint key in keys)
            {
                starts[(int)((key >> shift) & 255) + 1]++;
            }

            for (int b = 0; b < 256; b++)
            {
                starts[b + 1] += starts[b];
            }

            for (int i = 0; i < keys.Length; i++)
            {
                int place = starts[(int)((keys[i] >> shift) & 255)]++;
                (otherKeys[place], otherOrder[place]) = (keys[i], order[i]);
            }

            (keys, order, otherKeys, otherOrder) = (otherKeys, otherOrder, keys, order);   // four times: back where it began
        }
    }

    private static uint Spread(uint value)
    {
        value = (value | (value << 8)) & 0x00FF00FF;
        value = (value | (value << 4)) & 0x0F0F0F0F;
        value = (value | (value << 2)) & 0x33333333;
        return (value | (value << 1)) & 0x55555555;
    }

    private void Grow(int nodes)
    {
        Array.Resize(ref _x, nodes);
        Array.Resize(ref _y, nodes);
        Array.Resize(ref _mass, nodes);
        Array.Resize(ref _squareSide, nodes);
        Array.Resize(ref _skip, nodes);
    }
}
