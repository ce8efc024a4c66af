// What Typeform's types of questions mean, for its answers and for its forms.
#pragma once

#include <string_view>

#include "delimited.hpp"

namespace voxmap::survey {

struct TypeformType {
  Column::Nature nature = Column::Nature::unknown;
  std::string_view why;       // of the nature, or the scale
  std::string_view scale;     // of a rating
  std::string_view personal;  // why it is personal data
};

// https://www.typeform.com/developers/create/reference/create-form: "long_text", "nps". Types of
// which the answers alone tell (short texts, numbers) and no type at all have no meaning; all
// others are choices.
[[nodiscard]] TypeformType typeform_type(std::string_view type);

}  // namespace voxmap::survey
