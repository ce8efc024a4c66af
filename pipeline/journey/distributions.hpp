// Tail probabilities of the tests a report states.
#pragma once

#include <vector>

namespace voxmap {

// P(|T| >= |t|) of Student's t with df > 0 degrees of freedom.
[[nodiscard]] double student_two_sided(double t, double df);

// P(F >= f) of the F distribution, f >= 0, both degrees of freedom > 0.
[[nodiscard]] double f_upper(double f, double df1, double df2);

// Holm's step-down adjustment (Scandinavian Journal of Statistics 6, 1979): as many tests were made
// as there are values, and the adjusted ones may be read as if each were the only one. Same order.
[[nodiscard]] std::vector<double> holm(const std::vector<double>& p);

}  // namespace voxmap
