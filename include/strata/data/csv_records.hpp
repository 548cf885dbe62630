#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <strata/data/bytes.hpp>

namespace strata::detail {

/// A text without the blanks and tabs around it.
inline std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// One cell of a table, without its quotes and the blanks around it; a view on the file's text.
struct CsvCell {
  std::string_view text;  ///< With each doubled quote as it stands in the file.
  bool is_quoted = false;

  /// Whether there is nothing at all, not even quotes.
  bool is_void() const { return text.empty() && !is_quoted; }

  /// The text that is meant.
  std::string plain() const {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
      result += text[i];
      if (is_quoted && text[i] == '"') ++i;
    }
    return result;
  }
};

/// Takes one record after the other from CSV (RFC 4180): cells may be quoted, and then hold delimiters, line
/// ends and doubled quotes. Blank lines and comments are no records.
class CsvRecords {
 public:
  /// `delimiter` and `comment` are those of `CsvOptions`.
  CsvRecords(std::string_view text, std::string_view file, char delimiter, char comment = '\0')
      : file_(file), delimiter_(delimiter), comment_(comment) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // a byte order mark, as some programs write
    const bool has_line_of_delimiter = names_delimiter(text);
    if (has_line_of_delimiter) delimiter_ = text[4];
    text_ = text.data();
    begin_ = text_ + (has_line_of_delimiter ? 5 : 0);
    end_ = text.data() + text.size();
    while (end_ != begin_ && (is_blank(end_[-1]) || end_[-1] == '\n' || end_[-1] == '\r')) --end_;
    for (const char c : {delimiter_, '\n', '\r'}) ends_cell_[static_cast<unsigned char>(c)] = true;
    if (delimiter_ == ' ') ends_cell_['\t'] = true;
    if (comment_ != '\0') ends_cell_[static_cast<unsigned char>(comment_)] = true;
    if (has_line_of_delimiter) end_line();
  }

  /// Reads the next record; false at the end.
  bool next(std::vector<CsvCell>& cells) {
    bool is_comment = false;
    do {
      if (begin_ == end_) return false;
      line_ = next_line_;
      cells.clear();
      do cells.push_back(cell());
      while (take_delimiter());
      is_comment = end_line();
    } while (cells.size() == 1 && cells[0].is_void() && (is_comment || !keeps_blank_lines_));
    ++count_;
    return true;
  }

  /// From here on a blank line is a record of one empty cell.
  void keep_blank_lines() { keeps_blank_lines_ = true; }

  /// How many records there were so far.
  Index count() const { return count_; }
  /// How many times as long as the text so far the text to come is.
  double ratio_to_come() const {
    return static_cast<double>(end_ - begin_) / static_cast<double>(begin_ - text_);
  }
  std::string_view file() const { return file_; }
  char delimiter() const { return delimiter_; }

  /// "line 3", where the latest record begins.
  std::string where() const { return "line " + std::to_string(line_); }
  /// "line 3, column "b"".
  std::string where(std::string_view column) const { return where() + ", column " + shown(column); }

 private:
  /// Whether the first line is `sep=;`, for any delimiter.
  bool names_delimiter(std::string_view text) const {
    constexpr std::string_view ends = "\r\n";
    return text.starts_with("sep=") && text.size() > 5 && ends.find(text[5]) != ends.npos && text[4] != '"' &&
           text[4] != comment_ && ends.find(text[4]) == ends.npos;
  }

  bool is_blank(char c) const { return c == ' ' || (c == '\t' && delimiter_ != '\t'); }

  bool take(char c) {
    if (begin_ == end_ || *begin_ != c) return false;
    ++begin_;
    return true;
  }

  bool take_blanks() {
    const char* const first = begin_;
    while (begin_ != end_ && is_blank(*begin_)) ++begin_;
    return begin_ != first;
  }

  bool is_at_line_end() const {
    return begin_ == end_ || *begin_ == '\n' || *begin_ == '\r' || (comment_ != '\0' && *begin_ == comment_);
  }

  bool take_delimiter() {
    const bool is_blank_between = take_blanks();
    return delimiter_ == ' ' ? is_blank_between && !is_at_line_end() : take(delimiter_);
  }

  CsvCell cell() {
    take_blanks();
    if (take('"')) return {trimmed(quoted()), true};
    const char* const first = begin_;
    while (begin_ != end_ && !ends_cell_[static_cast<unsigned char>(*begin_)]) ++begin_;
    return {trimmed({first, static_cast<std::size_t>(begin_ - first)}), false};
  }

  std::string_view quoted() {
    const char* const first = begin_;
    do {
      const char* const quote = std::find(begin_, end_, '"');
      if (quote == end_) throw_bad_file(file_, where(), "a closing quote", "the end");
      next_line_ += std::count(begin_, quote, '\n');
      begin_ = quote + 1;
    } while (take('"'));
    return {first, static_cast<std::size_t>(begin_ - 1 - first)};
  }

  /// Whether there was a comment.
  bool end_line() {
    const bool is_comment = comment_ != '\0' && take(comment_);
    if (is_comment) begin_ = std::find_if(begin_, end_, [](char c) { return c == '\n' || c == '\r'; });
    const bool is_return = take('\r');
    if (!take('\n') && !is_return && begin_ != end_)
      throw_bad_file(file_, where(), "a delimiter or the end of the line after a quoted field",
                     shown({begin_, static_cast<std::size_t>(end_ - begin_)}));
    ++next_line_;
    return is_comment;
  }

  const char* text_;
  const char* begin_;  // of what is to come
  const char* end_;
  std::string_view file_;
  char delimiter_, comment_;
  bool keeps_blank_lines_ = false;
  std::array<bool, 256> ends_cell_{};
  Index line_ = 0, next_line_ = 1, count_ = 0;
};

}  // namespace strata::detail
