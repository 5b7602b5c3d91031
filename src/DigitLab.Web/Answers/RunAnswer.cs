using DigitLab.Training;

namespace DigitLab.Web;

/// <summary>A run.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Model">The network.</param>
/// <param name="State">Where it stands.</param>
/// <param name="MaxEpochs">How many epochs it is to have.</param>
/// <param name="Epochs">What it had reached after each epoch.</param>
/// <param name="Settings">What it learns from, and how, in a line.</param>
/// <param name="Snapshots">How many snapshots of the weights there are.</param>
/// <param name="Test">How it read the test digits; null before it is over.</param>
/// <param name="Error">What its process said last; null unless it failed.</param>
/// <param name="Resume">The command that goes on with it elsewhere; null when it is over.</param>
internal sealed record RunAnswer(
    string Name,
    string Model,
    RunState State,
    int MaxEpochs,
    IReadOnlyList<EpochRecord> Epochs,
    string Settings,
    int Snapshots,
    string? Test,
    string? Error,
    string? Resume);
