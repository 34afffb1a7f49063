// Calls the service through the generated Go client and checks the numbers.
package main

import (
	"caller/nabla"
	"context"
	"fmt"
	"math"
	"os"
	"reflect"
)

func main() {
	configuration := nabla.NewConfiguration()
	configuration.Servers[0].URL = os.Args[1]
	client := nabla.NewAPIClient(configuration)
	ctx := context.Background()

	// delta(|d| - delta/2) beyond delta, where the gradient is delta itself; from the exact value of the float64 1/3
	huber := nabla.NewHuberRequest([]float64{0.1, 1, -2}, []float64{0, 0, 0})
	huber.SetDelta(1.0 / 3)
	huber.SetReduction(nabla.NONE)
	answer, _, err := client.RegressionAPI.Huber(ctx).HuberRequest(*huber).Execute()
	require(err)
	check("loss of huber", answer.Loss, numbers(0.005000000000000001, 0.2777777777777778, 0.611111111111111))
	check("gradient of huber", answer.Gradient, numbers(0.1, 0.3333333333333333, -0.3333333333333333))

	// The gradient of d²/2 is d.
	tensor := []any{
		numbers(math.Copysign(0, -1), math.SmallestNonzeroFloat64, 1e308),
		numbers(7, 0.30000000000000004, -1.2345678901234567e-100),
		[]any{"NaN", "Infinity", "-Infinity"},
	}
	zeros := [][]float64{{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}
	echo := nabla.NewHalfSquaredErrorRequest(tensor, zeros)
	echo.SetReduction(nabla.SUM)
	answer, _, err = client.RegressionAPI.HalfSquaredError(ctx).HalfSquaredErrorRequest(*echo).Execute()
	require(err)
	check("loss of half_squared_error", answer.Loss, "NaN")
	check("gradient of half_squared_error", answer.Gradient, tensor)

	// log(1 + 1/e + 1/e²) for the first row, one more for the second
	entropy := nabla.NewCrossEntropyRequest([][]float64{{1, 2, 3}, {0, -1, 1}}, []int{2, 0})
	entropy.SetWrt([]string{"predictions"})
	answer, _, err = client.ClassificationAPI.CrossEntropy(ctx).CrossEntropyRequest(*entropy).Execute()
	require(err)
	check("loss of cross_entropy", answer.Loss, 0.9076059644443804)
	check("gradients of cross_entropy", answer.Gradients["predictions"], []any{
		numbers(0.04501528658519023, 0.12236423552739883, -0.16737952211258905),
		numbers(-0.37763576447260117, 0.04501528658519023, 0.33262047788741095)})

	fmt.Println("Go client: every digit of huber, half_squared_error and cross_entropy is right")
}

func numbers(values ...float64) []any {
	list := make([]any, len(values))
	for i, value := range values {
		list[i] = value
	}
	return list
}

func require(err error) {
	if err != nil {
		panic(err)
	}
}

// Compares bits: 0 and -0 differ.
func check(what string, actual, expected any) {
	if !reflect.DeepEqual(bits(actual), bits(expected)) {
		panic(fmt.Sprintf("%s should be %v, was %v", what, expected, actual))
	}
}

func bits(value any) any {
	switch value := value.(type) {
	case float64:
		return math.Float64bits(value)
	case []any:
		list := make([]any, len(value))
		for i, element := range value {
			list[i] = bits(element)
		}
		return list
	default:
		return value
	}
}
