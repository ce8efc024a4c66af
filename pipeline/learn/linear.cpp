// The only file that knows LIBLINEAR.
#include "learn/linear.hpp"

#include <linear.h>

#include "voxmap/error.hpp"

namespace voxmap::learn {
namespace {

void say_nothing(const char* /*text*/) {}

}  // namespace

struct Linear::Nodes {
  std::vector<feature_node> all;
  std::vector<std::size_t> begin;  // by row
};

double LinearModel::score(const Design& design, std::size_t row) const {
  double sum = bias + beside[0] * design.beside[row][0] + beside[1] * design.beside[row][1];
  for (const std::uint32_t p : design.rows[row]) sum += phrases[p];
  return sum;
}

Linear::Linear(const Design& design) : design_(design), nodes_(std::make_unique<Nodes>()) {
  set_print_string_function(&say_nothing);
  const int first = static_cast<int>(design.phrases.size()) + 1;
  for (std::size_t r = 0; r < design.rows.size(); ++r) {
    nodes_->begin.push_back(nodes_->all.size());
    for (const std::uint32_t p : design.rows[r]) {
      nodes_->all.push_back({static_cast<int>(p) + 1, 1.0});
    }
    for (int b = 0; b < 2; ++b) {
      const double value = design.beside[r][static_cast<std::size_t>(b)];
      if (value != 0) nodes_->all.push_back({first + b, value});
    }
    nodes_->all.push_back({first + 2, 1.0});  // the bias, a feature of every row
    nodes_->all.push_back({-1, 0.0});
  }
}

Linear::~Linear() = default;

LinearModel Linear::train(const std::vector<std::size_t>& rows, std::vector<double> wanted,
                          double c, int solver) const {
  std::vector<feature_node*> starts;
  starts.reserve(rows.size());
  for (const std::size_t row : rows) starts.push_back(nodes_->all.data() + nodes_->begin[row]);
  ::problem data{};
  data.l = static_cast<int>(rows.size());
  data.n = static_cast<int>(design_.phrases.size()) + 3;
  data.y = wanted.data();
  data.x = starts.data();
  data.bias = -1;
  parameter how{};
  how.solver_type = solver;
  how.C = c;
  how.eps = solver == L2R_LR ? 0.01 : 0.001;  // LIBLINEAR's own defaults
  how.p = 0.1;
  if (const char* why = check_parameter(&data, &how)) throw Error(Exit::software, why);
  ::model* raw = ::train(&data, &how);
  // LIBLINEAR scores the class it met first; turned around where that is the false one.
  const double sign = solver == L2R_LR && raw->label[0] < 0 ? -1.0 : 1.0;
  LinearModel model;
  const std::size_t phrases = design_.phrases.size();
  for (std::size_t p = 0; p < phrases; ++p) model.phrases.push_back(sign * raw->w[p]);
  model.beside = {sign * raw->w[phrases], sign * raw->w[phrases + 1]};
  model.bias = sign * raw->w[phrases + 2];
  free_and_destroy_model(&raw);
  return model;
}

LinearModel Linear::classify(const std::vector<std::size_t>& rows, const std::vector<bool>& truth,
                             double c) const {
  std::vector<double> wanted;
  wanted.reserve(rows.size());
  for (const std::size_t row : rows) wanted.push_back(truth[row] ? 1.0 : -1.0);
  return train(rows, std::move(wanted), c, L2R_LR);
}

LinearModel Linear::regress(const std::vector<std::size_t>& rows, const std::vector<double>& wanted,
                            double c) const {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const std::size_t row : rows) values.push_back(wanted[row]);
  return train(rows, std::move(values), c, L2R_L2LOSS_SVR);
}

}  // namespace voxmap::learn
