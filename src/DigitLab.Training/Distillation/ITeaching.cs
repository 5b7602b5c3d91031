using DigitLab.Data;

namespace DigitLab.Training;

/// <summary>What teachers say of a batch's digits.</summary>
internal interface ITeaching
{
    /// <summary>Turns to a batch.</summary>
    void Read(Batch batch);

    /// <summary>What they say of one of its digits: a probability for each class.</summary>
    /// <param name="sample">The digit's place in the batch.</param>
    ReadOnlySpan<float> Of(int sample);
}
