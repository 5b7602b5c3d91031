using DigitLab.Training;

namespace DigitLab.Cli.Experiments;

/// <summary>Says in a trial's folder that this process is at work on it, from the moment that the folder is its own.</summary>
internal sealed class TrialPresence(string folder) : TrainingHook, IDisposable
{
    private bool _isPresent;

    public override void BeforeRun(Trainer trainer)
    {
        TrialFolder.SaveProcess(folder, TrialProcess.Here());
        _isPresent = true;
    }

    public void Dispose()
    {
        if (_isPresent)
        {
            TrialFolder.RemoveProcess(folder);
        }
    }
}
