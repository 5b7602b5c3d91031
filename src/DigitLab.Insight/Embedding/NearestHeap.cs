namespace DigitLab.Insight;

/// <summary>Keeps the nearest of the points that come by, the farthest of those on top.</summary>
internal sealed class NearestHeap(int capacity)
{
    private readonly float[] _distances = new float[capacity];
    private readonly int[] _indices = new int[capacity];
    private int _count;

    /// <summary>Looks at points with consecutive numbers, higher than all before.</summary>
    internal void Add(ReadOnlySpan<float> distances, int firstIndex, int except)
    {
        float limit = _count < capacity ? float.PositiveInfinity : _distances[0];
        for (int i = 0; i < distances.Length; i++)
        {
            // Of equals the one that came first stays.
            if (distances[i] < limit && firstIndex + i != except)
            {
                Put(distances[i], firstIndex + i);
                limit = _count < capacity ? float.PositiveInfinity : _distances[0];
            }
        }
    }

    /// <summary>Hands out what was kept, nearest first.</summary>
    internal void Empty(Span<int> indices, Span<float> distances)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            (indices[i], distances[i]) = (_indices[0], _distances[0]);
            _count--;
            (_distances[0], _indices[0]) = (_distances[_count], _indices[_count]);
            Sink();
        }
    }

    private void Put(float distance, int index)
    {
        if (_count == capacity)
        {
            (_distances[0], _indices[0]) = (distance, index);
            Sink();
            return;
        }

        int at = _count++;
        (_distances[at], _indices[at]) = (distance, index);
        for (int above = (at - 1) / 2; at > 0 && IsFarther(at, above); above = (at - 1) / 2)
        {
            Swap(at, above);
            at = above;
        }
    }

    private void Sink()
    {
        for (int at = 0; ;)
        {
            int below = (2 * at) + 1;
            if (below + 1 < _count && IsFarther(below + 1, below))
            {
                below++;
            }

            if (below >= _count || !IsFarther(below, at))
            {
                return;
            }

            Swap(at, below);
            at = below;
        }
    }

    private bool IsFarther(int a, int b) => _distances[a] > _distances[b] || (_distances[a] == _distances[b] && _indices[a] > _indices[b]);

    private void Swap(int a, int b)
    {
        (_distances[a], _distances[b]) = (_distances[b], _distances[a]);
        (_indices[a], _indices[b]) = (_indices[b], _indices[a]);
    }
}
