using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>From each sample's θ to the places that its pixels are read from, and back; a vector's lanes are places.</summary>
internal static class SpatialGridKernel
{
    /// <param name="basis">The map's tables.</param>
    /// <param name="theta">[batch, parameters].</param>
    /// <param name="coordinates">[batch, 2, places], overwritten: columns, then rows, in pixels.</param>
    /// <param name="workers">The threads.</param>
    internal static void Forward(GridBasis basis, Tensor theta, Tensor coordinates, Workers workers) =>
        workers.RunVectors(theta.Shape[0], new ForwardJob(basis, theta, coordinates));

    /// <summary>∂θ[k] = Σ_p basis[k, p] · ∂coordinate[p], in double precision, p ascending.</summary>
    internal static void Backward(GridBasis basis, Tensor coordinateGradient, Tensor thetaGradient, Workers workers) =>
        workers.Run(thetaGradient.Shape[0], new BackwardJob(basis, coordinateGradient, thetaGradient));

    private readonly struct ForwardJob(GridBasis basis, Tensor theta, Tensor coordinates) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            ref float x = ref Unsafe.Add(ref coordinates.First, (nint)piece * 2 * basis.Places);
            ReadOnlySpan<float> own = theta.Span.Slice(piece * basis.Identity.Length, basis.Identity.Length);
            Fill<TLanes, TVector>(own, basis.OfX, ref basis.PlaceX.First, ref basis.BasisX.First, ref x);
            Fill<TLanes, TVector>(own, basis.OfY, ref basis.PlaceY.First, ref basis.BasisY.First, ref Unsafe.Add(ref x, basis.Places));
        }

        private void Fill<TLanes, TVector>(ReadOnlySpan<float> own, int[] terms, ref float place, ref float table, ref float to)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            for (int p = 0; p < basis.Places; p += TLanes.Count)
            {
                TVector sum = TLanes.Load(ref place, p);
                for (int k = 0; k < terms.Length; k++)
                {
                    TVector apart = TLanes.Spread(own[terms[k]] - basis.Identity[terms[k]]);
                    sum = TLanes.FusedMultiplyAdd(apart, TLanes.Load(ref table, ((nint)k * basis.Places) + p), sum);
                }

                ElementwiseKernel.Store<TLanes, TVector>(sum, ref to, p, basis.Places);
            }
        }
    }

    private readonly struct BackwardJob(GridBasis basis, Tensor coordinateGradient, Tensor thetaGradient) : IJob
    {
        public void Run(int piece)
        {
            Span<float> own = thetaGradient.Span.Slice(piece * basis.Identity.Length, basis.Identity.Length);
            ReadOnlySpan<float> gradient = coordinateGradient.Span.Slice(piece * 2 * basis.Places, 2 * basis.Places);
            Sum(basis.OfX, basis.BasisX.Span, gradient[..basis.Places], own);
            Sum(basis.OfY, basis.BasisY.Span, gradient[basis.Places..], own);
        }

        private static void Sum(int[] terms, ReadOnlySpan<float> table, ReadOnlySpan<float> gradient, Span<float> own)
        {
            for (int k = 0; k < terms.Length; k++)
            {
                ReadOnlySpan<float> row = table.Slice(k * gradient.Length, gradient.Length);
                double sum = 0;
                for (int p = 0; p < gradient.Length; p++)
                {
                    sum += (double)row[p] * gradient[p];
                }

                own[terms[k]] = (float)sum;
            }
        }
    }
}
