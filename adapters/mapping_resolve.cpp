// A mapping applied to the columns that a table really has.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/problems.hpp"
#include "base/utf8.hpp"
#include "delimited.hpp"
#include "guess.hpp"
#include "label_scales.hpp"
#include "voxmap/error.hpp"

namespace voxmap::survey {
namespace {

class Resolver {
 public:
  Resolver(const Mapping& mapping, Table& table, const Plan* own)
      : mapping_(mapping), table_(table), own_(own) {}

  Plan plan() {
    Plan plan;
    if (const auto key = optional(mapping_.key)) plan.key = {*key};
    plan.time = optional(mapping_.time);
    plan.respondent = optional(mapping_.respondent);
    plan.persona = optional(mapping_.persona);
    plan.touchpoint = optional(mapping_.touchpoint);
    plan.language = optional(mapping_.language);
    plan.zone = mapping_.zone;
    if (number_rows(table_)) {
      plan.outside_digest.resize(table_.columns.size());
      plan.outside_digest[0] = true;
    }
    for (const VerbatimColumn& verbatim : mapping_.verbatims) {
      if (const auto column = find(verbatim.column)) {
        plan.verbatims.push_back(
            {*column,
             verbatim.question.empty() ? table_.columns[*column].prompt : verbatim.question,
             verbatim.touchpoint});
      }
    }
    for (const RatingColumn& rating : mapping_.ratings) {
      if (const auto column = find(rating.column)) {
        RatingRole role;
        role.column = *column;
        set_scale(role, rating.scale, rating.definition);
        const auto most =
            static_cast<std::size_t>(std::max<std::int64_t>(role.most_milli / 1000, 0));
        const auto cells = cells_of(table_, *column);
        const Column& known = table_.columns[*column];
        const bool same = role.definition == known.definition;
        role.words =
            same && known.words != nullptr ? known.words : label_scale(cells, role.scale, most);
        role.lenient = known.lenient;
        // Effort is also asked as agreement that something was easy.
        if (role.words == nullptr && role.scale == "ces") {
          role.words = label_scale(cells, "agreement", most);
        }
        plan.ratings.push_back(std::move(role));
      }
    }
    if (own_ != nullptr) take_own(plan);
    add_attributes(plan);
    if (!problems_.empty()) {
      const std::size_t n = problems_.size();
      throw Error(Exit::config,
                  fmt::format("{}: {} column{} not in {}", mapping_.file, n, n == 1 ? "" : "s",
                              table_.name),
                  std::move(problems_), "the columns are: " + all_headers());
    }
    return plan;
  }

 private:
  // What the format itself says, where the mapping says nothing.
  void take_own(Plan& plan) {
    const auto take = [&](std::optional<std::size_t>& role, const std::optional<std::size_t>& own) {
      if (role || !own || used_.contains(*own)) return;
      role = used(*own);
    };
    if (plan.key.empty()) {
      plan.key = own_->key;
      used_.insert(plan.key.begin(), plan.key.end());
    }
    if (!plan.time || plan.time == own_->time) {
      plan.other_times = own_->other_times;
      used_.insert(plan.other_times.begin(), plan.other_times.end());
    }
    if (plan.zone.empty()) plan.zone = own_->zone;
    take(plan.time, own_->time);
    take(plan.respondent, own_->respondent);
    take(plan.persona, own_->persona);
    take(plan.language, own_->language);
    plan.key_prefix = own_->key_prefix;
    plan.status = own_->status;
    plan.skip = own_->skip;
    plan.answers = own_->answers;
    plan.missing = own_->missing;
    plan.decode = own_->decode;
    plan.kind = own_->kind;
    plan.once = own_->once;
    plan.speaker_of = own_->speaker_of;
  }

  std::optional<std::size_t> optional(const ColumnName& name) {
    if (name.name.empty()) return std::nullopt;
    return find(name);
  }

  // By exact header, by header without regard to case and blanks, by question, by "#3".
  std::optional<std::size_t> find(const ColumnName& wanted) {
    const std::string_view name = wanted.name;
    std::vector<std::size_t> found = matching([&](const Column& c) { return c.header == name; });
    if (found.empty()) found = matching([&](const Column& c) { return c.name == name; });
    if (found.empty() && name.size() > 1 && name[0] == '#' &&
        name.find_first_not_of("0123456789", 1) == std::string_view::npos) {
      std::size_t position = 0;
      for (const char c : name.substr(1, 9))
        position = position * 10 + static_cast<unsigned>(c - '0');
      if (position >= 1 && position <= table_.columns.size()) return used(position - 1);
    }
    const std::string folded = fold(trim(name));
    if (found.empty()) found = matching([&](const Column& c) { return fold(c.header) == folded; });
    if (found.empty()) found = matching([&](const Column& c) { return fold(c.prompt) == folded; });
    if (found.size() == 1) return used(found[0]);
    Problem problem;
    problem.where = wanted.where;
    problem.length = static_cast<std::uint32_t>(std::min<std::size_t>(name.size() + 2, 80));
    if (found.empty()) {
      problem.message = fmt::format("column \"{}\" is not in {}", printable(name), table_.name);
      std::vector<std::string> known;
      for (const Column& column : table_.columns) known.push_back(column.header);
      problem.hint = std::string(trim(did_you_mean(name, known)));
    } else {
      problem.message =
          fmt::format("column \"{}\" is there {} times", printable(name), found.size());
      problem.hint = fmt::format("write its position: \"#{}\"", found[0] + 1);
      for (std::size_t i = 1; i < found.size(); ++i) {
        problem.hint += fmt::format(" or \"#{}\"", found[i] + 1);
      }
    }
    problems_.push_back(std::move(problem));
    return std::nullopt;
  }

  template <typename Predicate>
  std::vector<std::size_t> matching(Predicate predicate) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (predicate(table_.columns[i])) found.push_back(i);
    }
    return found;
  }

  std::size_t used(std::size_t column) {
    used_.insert(column);
    return column;
  }

  void add_attributes(Plan& plan) {
    const std::set<std::size_t> roles = used_;
    std::set<std::size_t> dropped;
    std::set<std::size_t> hashed;
    for (const ColumnName& name : mapping_.drop) {
      if (const auto column = find(name)) dropped.insert(*column);
    }
    std::set<std::size_t> identifying;
    for (const ColumnName& name : mapping_.personal) {
      if (const auto column = find(name)) identifying.insert(*column);
    }
    for (const ColumnName& name : mapping_.hash) {
      if (const auto column = find(name)) hashed.insert(*column);
    }
    std::set<std::size_t> kept;
    for (const ColumnName& name : mapping_.keep) {
      if (const auto column = find(name)) kept.insert(*column);
    }
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (roles.contains(i) || hashed.contains(i) || kept.contains(i)) continue;
      if (i < plan.outside_digest.size() && plan.outside_digest[i]) continue;
      if (table_.columns[i].again) continue;
      const bool said = identifying.contains(i);
      const auto why = personal(table_, i);
      if (why || said) plan.identifying.push_back(i);
      if (said) continue;
      if (!mapping_.keep.empty() || dropped.contains(i)) continue;
      if (why) {
        table_.notes.push_back(
            fmt::format("column '{}' dropped: {}; list it under attributes.keep or hash to have it",
                        table_.columns[i].name, *why));
      } else {
        kept.insert(i);
      }
    }
    kept.insert(hashed.begin(), hashed.end());
    for (const std::size_t column : kept) {
      const auto care = hashed.contains(column) ? Attribute::Care::hash
                        : mapping_.keep.empty() ? Attribute::Care::redact
                                                : Attribute::Care::keep;
      AttributeRole role = attribute_role(table_, column, care);
      role.name = name_of(column, role.name);
      plan.attributes.push_back(std::move(role));
    }
    if (own_ != nullptr && mapping_.keep.empty()) {
      for (const AttributeRole& role : own_->attributes) {
        const std::size_t column = role.column;
        if (kept.contains(column) || dropped.contains(column) || identifying.contains(column))
          continue;
        plan.attributes.push_back(role);
        plan.attributes.back().name = name_of(column, role.name);
      }
    }
    for (const auto& renamed : mapping_.rename) {
      const std::string& from = renamed.first;
      if (matching([&](const Column& c) { return c.header == from || c.name == from; }).empty()) {
        find({from, {mapping_.file, 0, 0}});
      }
    }
  }

  std::string name_of(std::size_t column, const std::string& otherwise) const {
    for (const std::string& known : {table_.columns[column].name, table_.columns[column].header,
                                     fmt::format("#{}", column + 1)}) {
      if (const auto renamed = mapping_.rename.find(known); renamed != mapping_.rename.end()) {
        return renamed->second;
      }
    }
    return otherwise;
  }

  std::string all_headers() const {
    std::string all;
    for (const Column& column : table_.columns) {
      if (all.size() > 600) return all + ", ...";
      if (!all.empty()) all += ", ";
      all += '"' + std::string(cut_utf8(column.name, 60)) + '"';
    }
    return all;
  }

  const Mapping& mapping_;
  Table& table_;
  const Plan* own_;
  std::vector<Problem> problems_;
  std::set<std::size_t> used_;
};

}  // namespace

Plan plan_from_mapping(const Mapping& mapping, Table& table, const Plan* own) {
  return Resolver(mapping, table, own).plan();
}

}  // namespace voxmap::survey
