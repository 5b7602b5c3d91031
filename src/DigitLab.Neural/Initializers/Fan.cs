namespace DigitLab.Neural;

/// <summary>How many numbers meet in a weight's output, and to how many outputs its input goes: what initial weights are scaled by.</summary>
/// <param name="In">Terms in one output's sum.</param>
/// <param name="Out">Outputs that one input reaches.</param>
public readonly record struct Fan(int In, int Out)
{
    /// <summary>The fans of weights <c>[in, out]</c>, or of a convolution's <c>[height, width, in, out]</c>, whose window multiplies both.</summary>
    public static Fan Of(Shape weights)
    {
        if (weights.Rank == 1)
        {
            return new Fan(weights[0], weights[0]);
        }

        int window = 1;
        for (int axis = 0; axis < weights.Rank - 2; axis++)
        {
            window *= weights[axis];
        }

        return new Fan(window * weights[-2], window * weights[-1]);
    }
}
