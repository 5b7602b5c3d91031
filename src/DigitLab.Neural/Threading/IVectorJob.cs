namespace DigitLab.Neural;

/// <summary>An <see cref="IJob"/> with one body for every vector width.</summary>
internal interface IVectorJob
{
    /// <summary>Does one piece, <c>TLanes.Count</c> floats at a time.</summary>
    void Run<TLanes, TVector>(int piece)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
