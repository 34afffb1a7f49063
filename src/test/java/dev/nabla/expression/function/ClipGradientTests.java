package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClipGradientTests {

@Test
void gradientShouldBeLimited() {
FormulaFixture fixture = new FormulaFixture("square(clip_gradient(x, -1, 1))").with("x", -5, 0.25, 5);
assertThat(fixture.value()).containsExactly(25, 0.0625, 25);
assertThat(fixture.gradient("x")).containsExactly(-1, 0.5, 1);
}

@Test
void upstreamGradientShouldBeLimited() {
// 2.5, limited to 1
assertThat(new FormulaFixture("clip_gradient(x, -1, 1)").with("x", 3).gradient("x", 2.5)).containsExactly(1);
}
}
