namespace DigitLab.Neural;

/// <summary>Memory for a piece of work to compute in, that nobody reads afterwards: as many blocks as threads, used by all layers in turn.</summary>
/// <remarks>One block for each thread stays in that core's cache, where a buffer of every layer's own would not. Nothing is allocated while
/// the threads work, as long as each plan has called <see cref="Reserve"/>.</remarks>
internal sealed class ScratchMemory(int threads)
{
    private readonly Tensor[] _blocks = new Tensor[threads];
    private readonly int[] _taken = new int[threads];
    private readonly Lock _turn = new();

    /// <summary>Makes every block at least so long; called when a plan is made.</summary>
    internal void Reserve(int length)
    {
        lock (_turn)
        {
            for (int i = 0; i < _blocks.Length; i++)
            {
                if (_blocks[i] is null || _blocks[i].Length < length)
                {
                    Volatile.Write(ref _blocks[i], new Tensor(new Shape(length)));
                }
            }
        }
    }

    /// <summary>A block that nobody else has until <see cref="GiveBack"/>; its content is anything.</summary>
    /// <returns>What <see cref="GiveBack"/> wants.</returns>
    internal int Take(int length, out Tensor block)
    {
        for (int i = 0; i < _taken.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _taken[i], 1, 0) == 0)
            {
                block = Volatile.Read(ref _blocks[i]);
                return i;
            }
        }

        block = new Tensor(new Shape(length));   // several callers at once, more than there are threads
        return -1;
    }

    /// <summary>Ends a use.</summary>
    internal void GiveBack(int taken)
    {
        if (taken >= 0)
        {
            Volatile.Write(ref _taken[taken], 0);
        }
    }
}
