using DigitLab.Neural;
using Microsoft.Extensions.DependencyInjection;

namespace DigitLab.Tests;

public class RecognizerServicesTests
{
    [Fact]
    public void A_program_gets_one_recognizer_which_ends_with_it()
    {
        ServiceProvider services = new ServiceCollection().AddDigitRecognizer().AddDigitRecognizer().BuildServiceProvider();
        DigitRecognizer recognizer = services.GetRequiredService<DigitRecognizer>();

        Assert.Same(recognizer, services.GetRequiredService<DigitRecognizer>());
        Assert.Single(services.GetServices<DigitRecognizer>());
        services.Dispose();
    }

    [Fact]
    public void A_model_file_may_be_named()
    {
        string path = Path.GetTempFileName();
        var network = new Network("flat", new Shape(28, 28, 1), new Sequential(new Flatten(), new Dense(28 * 28, 10)));
        network.Initialize(1);
        ModelFile.Save(path, network);
        using ServiceProvider services = new ServiceCollection().AddDigitRecognizer(path).BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<DigitRecognizer>());
        File.Delete(path);
    }
}
