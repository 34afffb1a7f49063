package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ResolvableType;

/** No loss without its contract, and none that goes missing. */
class EveryLossTests {

    static Stream<Class<?>> losses() {
        return Losses.all();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossShouldHaveTestThatExtendsTheContract(Class<?> loss) throws ClassNotFoundException {
        Class<?> tests = Class.forName(loss.getName() + "Tests");
        assertThat(ResolvableType.forClass(tests).as(LossContract.class).getGeneric().resolve()).isEqualTo(loss);
    }

    /** The ids that the reference lists; a new loss need not be added. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            regression | l1 mse half_squared_error rmse smooth_l1 huber pseudo_huber charbonnier log_cosh \
                quantile expectile mape smape msle cauchy fair welsch geman_mcclure \
                tukey_biweight barron epsilon_insensitive squared_epsilon_insensitive wing lq
            classification | binary_cross_entropy binary_cross_entropy_with_logits cross_entropy \
                categorical_cross_entropy nll soft_margin hinge squared_hinge perceptron \
                modified_huber smooth_hinge exponential multi_margin multilabel_margin \
                multilabel_soft_margin categorical_hinge multiclass_hinge multiclass_perceptron \
                sparsemax multiclass_sparsemax poly1_cross_entropy sigmoid_focal focal \
                generalized_cross_entropy symmetric_cross_entropy brier asymmetric coral \
                squared_emd
            probabilistic | kl_div generalized_kl js_div poisson_nll gaussian_nll gaussian_log_variance_nll \
                laplace_nll student_t_nll gamma_nll negative_binomial_nll weibull_nll \
                log_normal_nll gaussian_mixture_nll poisson_deviance gamma_deviance \
                tweedie_deviance crps_gaussian gaussian_kl normal_kl_div
            boosting | binary_logistic multi_softmax count_poisson reg_gamma reg_tweedie cox aft
            distillation | distillation_kl hinton_distillation reverse_kl_distillation generalized_jsd
            """)
    void familyShouldHaveEveryLossOfTheReference(String family, String ids) {
        assertThat(Losses.all().filter(loss -> loss.getPackageName().endsWith("." + family)).map(Losses::id))
                .contains(ids.split(" +"));
    }
}
