using System.Net;
using System.Text.Json.Serialization;
using DigitLab.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DigitLab.Web;

/// <summary>The web lab: a page to draw, explore, train and compare, and the HTTP interface that it asks.</summary>
/// <remarks>
/// It reads no configuration of ASP.NET's: what it does is in its settings alone. The page is static and comes from inside the assembly; every
/// number that it shows comes from the engine, through the same code that the commands use.
/// </remarks>
public static class WebLab
{
    /// <summary>The most bytes that a request may carry: a photo of a phone.</summary>
    internal const int MostBodyBytes = 16 << 20;

    private const int MostConnections = 1024;

    /// <summary>What a picture from outside may have at most: 24 megapixels, as large phones' photos do.</summary>
    internal static PictureLimits PictureLimits { get; } = new() { MaxPixels = 24_000_000, MaxSide = 10_000, MaxFileBytes = MostBodyBytes };

    /// <summary>Makes the server; start it with <c>StartAsync</c> or <c>RunAsync</c>.</summary>
    /// <param name="settings">What it is told.</param>
    /// <exception cref="InvalidDataException">The model is none that reads digits.</exception>
    /// <exception cref="FileNotFoundException">There is no such model, or MNIST is not where it was said to be.</exception>
    public static WebApplication Create(WebLabSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(WebLab).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => Listen(server, settings));
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)   // that it cannot start is thrown
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        AddServices(builder.Services, settings);
        WebApplication lab = builder.Build();
        lab.UseExceptionHandler();
        lab.UseStatusCodePages();
        lab.Use(SecurityHeaders.AddAsync);
        lab.Use(new RequestOrigin(settings).CheckAsync);
        lab.UseRouting();
        lab.UseRateLimiter();
        MapAll(lab, settings);
        return lab;
    }

    private static void Listen(KestrelServerOptions server, WebLabSettings settings)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = MostBodyBytes;
        server.Limits.MaxConcurrentConnections = MostConnections;
        if (settings.IsPublic)
        {
            server.ListenAnyIP(settings.Port);
        }
        else
        {
            server.Listen(IPAddress.Loopback, settings.Port);
        }
    }

    private static void AddServices(IServiceCollection services, WebLabSettings settings)
    {
        services.AddSingleton(settings);
        services.AddRoutingCore();
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureAnswers>();
        services.AddOpenApi();
        services.AddRateLimiter(options => RequestLimits.Configure(options, settings));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);   // so that the refusal has a sentence
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;   // a training that failed has losses without a number
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });
        services.AddSingleton(new ModelShelf(settings));
        services.AddSingleton(new DigitShelf(settings));
        services.AddSingleton<ReadingShelf>();
        services.AddSingleton<DigitMap>();
        services.AddSingleton<RunBoard>();
        services.AddSingleton(new DrawingFolder(settings.KeptFolder));
        services.AddHostedService<WarmUp>();
    }

    private static void MapAll(WebApplication lab, WebLabSettings settings)
    {
        PageFiles.Map(lab, settings.IsPublic);
        lab.MapOpenApi("/openapi.json");
        RecognitionEndpoints.Map(lab);
        DigitEndpoints.Map(lab);
        AugmentationEndpoints.Map(lab);
        ExplanationEndpoints.Map(lab);
        RunEndpoints.Map(lab, settings.IsPublic);
        ComparisonEndpoints.Map(lab);
        if (!settings.IsPublic)
        {
            DrawingEndpoints.Map(lab);
        }

        lab.MapFallback("/api/{**rest}", () => TypedResults.Problem(
            $"There is nothing at this address: /openapi.json lists what there is{(settings.IsPublic ? "; a public lab keeps and starts nothing" : "")}.", statusCode: StatusCodes.Status404NotFound));
    }
}
