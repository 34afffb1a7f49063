/**
 * How many digits a formula loses, and where: it is evaluated again with more digits, operation by operation, and what loses
 * them is compared with forms that do not.
 */
@NullMarked
package dev.nabla.expression.check;

import org.jspecify.annotations.NullMarked;
