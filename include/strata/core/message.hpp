#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include <strata/core/text.hpp>

/// What errors and remarks say. Messages are made in many places and seldom, so that places hold what they
/// are made of, and one function makes them.
namespace strata::detail {

/// A part of a message: a text, or a whole number.
class Part {
 public:
  Part(const char* text) : Part(std::string_view(text)) {}
  Part(const std::string& text) : Part(std::string_view(text)) {}
  Part(std::string_view text)
      : text_(text.empty() ? "" : text.data()), number_(static_cast<std::int64_t>(text.size())) {}
  template <std::integral Number>
  Part(Number number) : number_(static_cast<std::int64_t>(number)) {}

  void append_to(std::string& message) const {
    if (text_ == nullptr)
      message.append(to_text(number_));
    else
      message.append(text_, static_cast<std::size_t>(number_));
  }

 private:
  const char* text_ = nullptr;
  std::int64_t number_;  // or how long the text is
};

/// One part or several, `{"at most ", 3, " layers"}`, for the call they are written in.
class Parts {
 public:
  Parts(std::initializer_list<Part> parts) : many_(parts), one_("") {}
  Parts(const char* text) : one_(text) {}
  Parts(const std::string& text) : one_(text) {}
  Parts(std::string_view text) : one_(text) {}
  template <std::integral Number>
  Parts(Number number) : one_(number) {}

  const Part* begin() const { return many_.size() > 0 ? many_.begin() : &one_; }
  const Part* end() const { return many_.size() > 0 ? many_.end() : &one_ + 1; }

 private:
  std::initializer_list<Part> many_{};
  Part one_;
};

/// The parts of a message, one after the other.
[[gnu::cold, gnu::noinline]] inline std::string joined(const Parts& parts) {
  std::string message;
  for (const Part& part : parts) part.append_to(message);
  return message;
}

}  // namespace strata::detail
