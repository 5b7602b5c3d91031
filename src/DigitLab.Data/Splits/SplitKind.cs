namespace DigitLab.Data;

/// <summary>How the validation digits are chosen from the training digits.</summary>
public enum SplitKind
{
    /// <summary>The last ones: the field's usual, the same for every seed.</summary>
    Last,

    /// <summary>Random ones, drawn with the seed.</summary>
    Random,

    /// <summary>Random ones, drawn with the seed so that each digit has the same share in both parts (to within one).</summary>
    Stratified,

    /// <summary>All digits of some writers, the same for every seed: no hand is both learned from and judged by. Needs QMNIST's writers.</summary>
    Writers,
}
