namespace DigitLab;

/// <summary>The brightness of the bare paper at every place of one plane of a picture, shadows and stains included.</summary>
/// <remarks>
/// A gray-level closing: of all windows of a size that hold the place, each one's lightest level, and of these the darkest. So dark strokes
/// that are narrower than the window vanish, and whatever is wider than it, such as a shadow, stays with its edges. It is computed in a
/// coarser picture of block means, where noise is small, and interpolated.
/// Source: Serra 1982, <i>Image Analysis and Mathematical Morphology</i>, chapter 12.
/// </remarks>
internal sealed class LocalPaper
{
    private const int CoarseSide = 400;

    private readonly float[] _coarse;
    private readonly int _width;
    private readonly int _height;
    private readonly int _block;
    private readonly int[] _first;      // for each block the first of the columns between its middle and the next one's, and behind the last block the picture's end;
    private readonly float[] _across;   // for each column how far it is on that way

    /// <param name="plane">The picture, row by row.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="window">Side of the window in pixels: more than any stroke is wide.</param>
    internal LocalPaper(byte[] plane, int width, int height, int window)
    {
        _block = Math.Max(1, (Math.Max(width, height) + CoarseSide - 1) / CoarseSide);
        _width = (width + _block - 1) / _block;
        _height = (height + _block - 1) / _block;
        _coarse = BlockMeans(plane, width, height);
        int reach = Math.Max(1, (window + _block - 1) / _block / 2);
        Extreme(_coarse, _width, _height, reach, isLargest: true);
        Extreme(_coarse, _width, _height, reach, isLargest: false);
        Smooth();
        (_first, _across) = (new int[_width + 1], new float[width]);
        Array.Fill(_first, width);
        for (int x = width - 1; x >= 0; x--)
        {
            float across = Math.Clamp(((x + 0.5f) / _block) - 0.5f, 0, _width - 1);
            _across[x] = across - (int)across;
            _first[(int)across] = x;
        }

        for (int block = _width - 1; block >= 0; block--)
        {
            _first[block] = Math.Min(_first[block], _first[block + 1]);   // a block without columns of its own
        }
    }

    /// <summary>The paper along a row of the picture.</summary>
    /// <param name="y">The row.</param>
    /// <param name="row">Overwritten: a level for each pixel.</param>
    internal void Row(int y, Span<float> row)
    {
        float place = Math.Clamp(((y + 0.5f) / _block) - 0.5f, 0, _height - 1);
        int above = (int)place, below = Math.Min(above + 1, _height - 1);
        float down = place - above;
        ReadOnlySpan<float> upper = _coarse.AsSpan(above * _width, _width), lower = _coarse.AsSpan(below * _width, _width);
        Span<float> blocks = stackalloc float[_width];
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = upper[i] + (down * (lower[i] - upper[i]));
        }

        for (int left = 0; left < _width; left++)
        {
            float level = blocks[left], slope = blocks[Math.Min(left + 1, _width - 1)] - level;
            for (int x = _first[left]; x < _first[left + 1]; x++)
            {
                row[x] = level + (_across[x] * slope);
            }
        }
    }

    private float[] BlockMeans(byte[] plane, int width, int height)
    {
        float[] means = new float[_width * _height];
        Parallel.For(0, _height, row =>
        {
            int top = row * _block, bottom = Math.Min(top + _block, height);
            for (int column = 0; column < _width; column++)
            {
                int left = column * _block, right = Math.Min(left + _block, width), sum = 0;
                for (int y = top; y < bottom; y++)
                {
                    foreach (byte level in plane.AsSpan((y * width) + left, right - left))
                    {
                        sum += level;
                    }
                }

                means[(row * _width) + column] = (float)sum / ((bottom - top) * (right - left));
            }
        });
        return means;
    }

    private static void Extreme(float[] plane, int width, int height, int reach, bool isLargest)
    {
        for (int y = 0; y < height; y++)
        {
            ExtremeOfLine(plane, y * width, 1, width, reach, isLargest);
        }

        for (int x = 0; x < width; x++)
        {
            ExtremeOfLine(plane, x, width, height, reach, isLargest);
        }
    }

    // The largest or smallest within a reach: a queue of places that can still become the extreme, best first (Lemire 2006).
    private static void ExtremeOfLine(float[] plane, int start, int step, int count, int reach, bool isLargest)
    {
        Span<float> line = stackalloc float[count];
        Span<int> queue = stackalloc int[count];
        for (int i = 0; i < count; i++)
        {
            line[i] = plane[start + (i * step)];
        }

        int first = 0, last = 0;
        for (int i = 0; i < count + reach; i++)
        {
            if (i < count)
            {
                while (last > first && (isLargest ? line[queue[last - 1]] <= line[i] : line[queue[last - 1]] >= line[i]))
                {
                    last--;
                }

                queue[last++] = i;
            }

            int center = i - reach;
            if (center >= 0)
            {
                if (queue[first] < center - reach)
                {
                    first++;
                }

                plane[start + (center * step)] = line[queue[first]];
            }
        }
    }

    // The closing has corners; a mean over three blocks each way takes them off.
    private void Smooth()
    {
        float[] source = (float[])_coarse.Clone();
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                float sum = 0;
                int count = 0;
                for (int v = Math.Max(0, y - 1); v <= Math.Min(_height - 1, y + 1); v++)
                {
                    for (int u = Math.Max(0, x - 1); u <= Math.Min(_width - 1, x + 1); u++, count++)
                    {
                        sum += source[(v * _width) + u];
                    }
                }

                _coarse[(y * _width) + x] = sum / count;
            }
        }
    }
}
