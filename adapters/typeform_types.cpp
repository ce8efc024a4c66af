// The table of Typeform's types of questions.
#include "typeform_types.hpp"

#include <algorithm>
#include <array>

namespace voxmap::survey {

TypeformType typeform_type(std::string_view type) {
  using Nature = Column::Nature;
  struct TypeRow {
    std::string_view type;
    TypeformType meaning;
  };
  static constexpr std::array<TypeRow, 11> kTypes = {
      {{"long_text", {Nature::open, "a long text by its type", {}, {}}},
       {"nps", {Nature::unknown, "an NPS question by its type", "nps", {}}},
       {"email", {Nature::unknown, {}, {}, "e-mail addresses by their type"}},
       {"phone_number", {Nature::unknown, {}, {}, "telephone numbers by their type"}},
       {"contact_info", {Nature::unknown, {}, {}, "names and addresses by their type"}},
       {"address", {Nature::unknown, {}, {}, "names and addresses by their type"}},
       {"short_text", {}},
       {"opinion_scale", {}},
       {"rating", {}},
       {"number", {}},
       {"", {}}}};
  const auto found = std::ranges::find(kTypes, type, &TypeRow::type);
  return found != kTypes.end() ? found->meaning : TypeformType{Nature::closed, {}, {}, {}};
}

}  // namespace voxmap::survey
