#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace strata {

/// Gives a tensor the name that it has in a file: a function, `.rename = [](const std::string& name) { return
/// "mlp." + name; }`, or a list of pairs of whole names or of whole layers, `.rename = {{"0.weight",
/// "fc1.weight"}, {"2", "fc2"}}`. The first pair that fits counts; other names stay.
class Rename {
 public:
  using Pair = std::pair<std::string, std::string>;

  Rename(std::nullptr_t = nullptr) {}
  Rename(std::initializer_list<Pair> pairs) : pairs_(pairs) {}
  Rename(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {}

  template <class F>
  requires(!std::same_as<F, Rename> && std::is_invocable_r_v<std::string, const F&, const std::string&>)
      Rename(F function)
      : function_(std::move(function)) {}

  std::string operator()(const std::string& name) const {
    if (function_) return function_(name);
    const auto pair = std::find_if(pairs_.begin(), pairs_.end(),
                                   [&](const Pair& candidate) { return fits(candidate.first, name); });
    return pair == pairs_.end() ? name : pair->second + name.substr(pair->first.size());
  }

  /// The first name of the list that fits none of these; null where all do.
  const std::string* unused(const std::vector<std::string>& names) const {
    for (const Pair& pair : pairs_)
      if (std::none_of(names.begin(), names.end(), [&](const auto& name) { return fits(pair.first, name); }))
        return &pair.first;
    return nullptr;
  }

 private:
  static bool fits(std::string_view part, std::string_view name) {
    return name.starts_with(part) && (name.size() == part.size() || name[part.size()] == '.');
  }

  std::function<std::string(const std::string&)> function_;
  std::vector<Pair> pairs_;
};

namespace detail {

/// Whether a text is a pattern's, in which `*` stands for any characters.
inline bool matches(std::string_view pattern, std::string_view text) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  // The earliest place of each part leaves the most to those after it.
  for (std::size_t end = pattern.find('*'); end != std::string_view::npos; end = pattern.find('*')) {
    const std::size_t place = text.find(pattern.substr(0, end));
    if (place == std::string_view::npos) return false;
    text.remove_prefix(place + end);
    pattern.remove_prefix(end + 1);
  }
  return text.ends_with(pattern);
}

}  // namespace detail

}  // namespace strata
