// Small files that came with an input and say something about it: the users of a chat's export, the
// account of an archive of posts. Of the same ZIP archive, or in the same folder on disk.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "voxmap/source.hpp"

namespace voxmap {

// Used by one thread; the members of an archive share one.
class Beside {
 public:
  // The whole file at that path; empty when there is none.
  using Read = std::function<std::string(const std::string& path)>;
  explicit Beside(Read read) : read_(std::move(read)) {}

  // What `make` makes of the file that stands at `relative` ("../users.json") to the input; made
  // once. nullptr when there is none, or nothing comes with the input.
  template <typename Made>
  [[nodiscard]] static std::shared_ptr<const Made> get(const Input& input,
                                                       std::string_view relative,
                                                       Made (*make)(std::string_view bytes)) {
    if (!input.beside) return nullptr;
    const std::string path = path_of(input, relative);
    const auto [found, fresh] = input.beside->made_.try_emplace(path);
    if (fresh) {
      const std::string bytes = input.beside->read_(path);
      if (!bytes.empty()) found->second = std::make_shared<const Made>(make(bytes));
    }
    return std::static_pointer_cast<const Made>(found->second);
  }

 private:
  static std::string path_of(const Input& input, std::string_view relative);
  Read read_;
  std::map<std::string, std::shared_ptr<const void>, std::less<>> made_;
};

}  // namespace voxmap
