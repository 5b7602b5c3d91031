namespace DigitLab.Neural;

/// <summary>A layer that can apply the normalization before it to its own input, row by row, each time that it reads it (<see cref="ILeavesOutput"/>).</summary>
/// <remarks>The bits are those of the two layers one after the other.</remarks>
internal interface ITakesNorm
{
    /// <summary>Takes it for all passes from now on, where that is faster.</summary>
    /// <returns>Whether it did.</returns>
    bool TryTake(PendingNorm norm, Pass pass);
}
