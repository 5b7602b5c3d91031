"""Dense layers."""

from oracle import draw, layer_case, linear_tolerances


def dense(batch, inputs, outputs):
    x, parameters = draw(batch, inputs), {"weights": draw(inputs, outputs), "bias": draw(outputs)}

    def function(x, w, b):
        return x @ w + b

    terms = {"output": inputs + 1, "input": outputs, "weights": batch, "bias": batch}
    description = {"layer": "Dense", "inputs": inputs, "outputs": outputs, "hasBias": True}
    return layer_case(description, function, x, parameters, linear_tolerances(function, x, parameters, terms))


def cases():
    return {"1 sample": dense(1, 7, 5), "wide": dense(3, 20, 17), "tall": dense(19, 4, 3)}
