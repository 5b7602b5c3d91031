namespace DigitLab.Training.Tests;

/// <summary>A test that reads the real MNIST.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute()
    {
        if (string.IsNullOrEmpty(Folder))
        {
            Skip = "Needs MNIST: set DIGITLAB_DATA to a folder with its four files.";
        }
    }

    public static string Folder => Environment.GetEnvironmentVariable("DIGITLAB_DATA") ?? "";
}
