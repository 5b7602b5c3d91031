using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>For every few samples of a dense layer's batch, the inputs that are not 0 in all of them: only their weights are multiplied.</summary>
/// <remarks>
/// Behind a rectifier most numbers are 0, and where a picture is empty or a channel asleep, they are so in many samples at once. Which terms are listed
/// follows from the input alone, neither from the vectors' width nor from the threads.
/// </remarks>
internal sealed class NonzeroTerms(int batch, int inputs)
{
    /// <summary>Inputs whose terms stand together: their numbers and a panel's weights for them stay in the second-level cache.</summary>
    internal const int InputsAtOnce = 1024;

    // The float with the bits of the integer 1.
    private static readonly float One = BitConverter.Int32BitsToSingle(1);

    private readonly int[] _terms = new int[TilesOf(batch) * inputs];
    private readonly int[] _counts = new int[TilesOf(batch) * ChunksOf(inputs)];

    /// <summary>Lists the terms of a batch.</summary>
    internal void Find(Tensor input, Workers workers) => workers.RunVectors(TilesOf(batch), new FindJob(this, batch, inputs, input));

    /// <summary>The terms of a tile among some inputs.</summary>
    /// <param name="tile">Which <see cref="ListedProduct.Rows"/> samples.</param>
    /// <param name="chunk">Which <see cref="InputsAtOnce"/> inputs.</param>
    internal ReadOnlySpan<int> Of(int tile, int chunk) => _terms.AsSpan((tile * inputs) + (chunk * InputsAtOnce), _counts[(tile * ChunksOf(inputs)) + chunk]);

    /// <summary>How many stretches of <see cref="InputsAtOnce"/> there are.</summary>
    internal static int ChunksOf(int inputs) => (inputs + InputsAtOnce - 1) / InputsAtOnce;

    private static int TilesOf(int batch) => (batch + ListedProduct.Rows - 1) / ListedProduct.Rows;

    private readonly struct FindJob(NonzeroTerms terms, int batch, int inputs, Tensor input) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * ListedProduct.Rows, rows = Math.Min(ListedProduct.Rows, batch - first);
            ref float x = ref Unsafe.Add(ref input.First, (nint)first * inputs);
            Span<float> flags = stackalloc float[16];
            ref int flag = ref Unsafe.As<float, int>(ref MemoryMarshal.GetReference(flags));
            for (int chunk = 0; chunk * InputsAtOnce < inputs; chunk++)
            {
                int begin = chunk * InputsAtOnce, end = Math.Min(begin + InputsAtOnce, inputs), count = 0;
                ref int list = ref terms._terms[(piece * inputs) + begin];
                for (int i = begin; i < end; i += TLanes.Count)
                {
                    TVector isUsed = TLanes.NotEqual(TLanes.Load(ref x, i), TLanes.Zero);
                    for (int r = 1; r < rows; r++)
                    {
                        isUsed = TLanes.Or(isUsed, TLanes.NotEqual(TLanes.Load(ref x, ((nint)r * inputs) + i), TLanes.Zero));
                    }

                    TLanes.Store(TLanes.Select(isUsed, TLanes.Spread(One), TLanes.Zero), ref flags[0], 0);
                    int lanes = Math.Min(TLanes.Count, end - i);
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        Unsafe.Add(ref list, count) = i + lane;   // stays if it counts, else the next one comes here: no branch to be guessed
                        count += Unsafe.Add(ref flag, lane);
                    }
                }

                terms._counts[(piece * ChunksOf(inputs)) + chunk] = count;
            }
        }
    }
}
