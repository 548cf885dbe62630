#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <strata/data/bytes.hpp>

/// What a file is that is not what a reader expects.
namespace strata::detail {

/// How many bytes of a file tell its kind.
inline constexpr std::size_t telling_bytes = 512;

/// What a file seems to be, and what to do with it; both empty where that is not known.
struct FileKind {
  std::string_view name, advice;
};

/// Bytes that a kind of file has at some place.
struct FileMark {
  std::string_view bytes;
  FileKind kind;
  std::size_t place = 0;
};

namespace file_kinds {
inline constexpr std::string_view save_tensors =
    "in Python, save its tensors by safetensors.torch.save_file or its arrays by numpy.save";
inline constexpr FileKind archive{"a zip archive", "unpack it first"},
    torch{"a file of torch.save",
          "in Python, torch.load it and save its state_dict by safetensors.torch.save_file"},
    npz{"an .npz file of several arrays", "in Python, save each of them by numpy.save"},
    keras{"a .keras file", save_tensors}, pickle{"a pickle", save_tensors},
    sheet{"a spreadsheet", "export it as CSV"},
    html{"a page of HTML", "a site answered in place of the file: download the file itself"},
    json{"JSON", "choose the file of numbers beside it"}, onnx{"an ONNX model", save_tensors},
    gguf{"a GGUF model", save_tensors}, safetensors{"a safetensors file", "read it by load"},
    idx{"an IDX file", "read it by read_idx"};
}  // namespace file_kinds

inline constexpr std::array file_marks{
    FileMark{"version https://git-lfs", {"a pointer of Git LFS", "fetch the file itself by git lfs pull"}},
    FileMark{"\x80\x02\x8a\x0al\xfc\x9c\x46\xf9 j\xa8P\x19", file_kinds::torch},
    FileMark{"\x80\x02", file_kinds::pickle},
    FileMark{"\x80\x03", file_kinds::pickle},
    FileMark{"\x80\x04", file_kinds::pickle},
    FileMark{"\x80\x05", file_kinds::pickle},
    FileMark{"\x89HDF\r\n\x1a\n", {"an HDF5 file", file_kinds::save_tensors}},
    FileMark{"GGUF\2", file_kinds::gguf},
    FileMark{"GGUF\3", file_kinds::gguf},
    FileMark{"TFL3", {"a TensorFlow Lite model", file_kinds::save_tensors}, 4},
    FileMark{"\x93NUMPY", {"an .npy file", "read it by read_npy"}},
    FileMark{"\x1f\x8b", {"a file packed by gzip", "unpack it by gunzip"}},
    FileMark{"1AY&SY", {"a file packed by bzip2", "unpack it by bunzip2"}, 4},
    FileMark{"\xfd"
             "7zXZ",
             {"a file packed by xz", "unpack it by unxz"}},
    FileMark{"\x28\xb5\x2f\xfd", {"a file packed by zstd", "unpack it by unzstd"}},
    FileMark{"PAR1\x15", {"a Parquet file", "in Python, write it by to_csv of pandas or by numpy.save"}},
    FileMark{"MATLAB 5.0 MAT-file", {"a file of MATLAB", "in Python, scipy.io.loadmat and numpy.save"}},
    FileMark{"\x89PNG", {"a PNG picture", "in Python, save its pixels by numpy.save"}},
    FileMark{"\xff\xd8\xff", {"a JPEG picture", "in Python, save its pixels by numpy.save"}},
    FileMark{"%PDF-", {"a PDF document", "export its table as CSV"}},
};

/// The kind of a zip archive, by the name of its first entry.
inline FileKind zip_kind(std::string_view begin) {
  if (begin.size() < 30) return file_kinds::archive;
  const std::string_view name =
      begin.substr(30, number_at<std::uint16_t>(begin.data() + 26, std::endian::little));
  if (name.ends_with("/data.pkl")) return file_kinds::torch;
  if (name.ends_with(".npy")) return file_kinds::npz;
  if (name == "metadata.json") return file_kinds::keras;
  if (name == "[Content_Types].xml") return file_kinds::sheet;
  return file_kinds::archive;
}

/// Whether a text begins with a tag of HTML, or with what a server says in XML.
inline bool begins_as_page(std::string_view text) {
  constexpr std::array<std::string_view, 4> tags{"<!doctype html", "<html", "<head", "<?xml"};
  std::string lower(text.substr(0, 16));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) { return lower.starts_with(tag); });
}

/// Whether a file of Protocol Buffers begins as ONNX models do: a version, then a producer or a graph.
inline bool begins_as_onnx(std::string_view begin) {
  return begin.size() > 3 && begin[0] == 8 && begin[1] > 0 && begin[1] < 32 &&
         (begin[2] == 0x12 || begin[2] == 0x3a);
}

/// Whether a length of eight bytes and a JSON object follow.
inline bool begins_as_safetensors(std::string_view begin) {
  return begin.size() > 9 && begin[8] == '{' && (begin[9] == '"' || begin[9] == '}') &&
         number_at<std::uint64_t>(begin.data(), std::endian::little) < 1 << 30;
}

inline bool begins_as_idx(std::string_view begin) {
  return begin.size() > 7 && begin[0] == 0 && begin[1] == 0 && begin[2] >= 8 && begin[2] <= 14 &&
         begin[3] > 0 && begin[3] < 16;
}

/// The kind of text, if it is one that no reader of tables takes.
inline FileKind text_kind(std::string_view begin) {
  if (begin.starts_with("\xef\xbb\xbf")) begin.remove_prefix(3);
  const std::size_t first = std::min(begin.find_first_not_of(" \t\r\n"), begin.size());
  const std::string_view text = begin.substr(first);
  if (begins_as_page(text)) return file_kinds::html;
  const std::size_t second = text.find_first_not_of(" \t\r\n", 1);
  const bool has_key = second != std::string_view::npos && (text[second] == '"' || text[second] == '}');
  return text.starts_with('{') && has_key ? file_kinds::json : FileKind{};
}

/// What a file seems to be that begins with these bytes (`telling_bytes` of them, or all).
inline FileKind file_kind(std::string_view begin) {
  if (begin.empty()) return {"an empty file", "look whether it was written or downloaded to its end"};
  if (begins_as_safetensors(begin)) return file_kinds::safetensors;
  const auto* mark = std::find_if(file_marks.begin(), file_marks.end(), [&](const FileMark& entry) {
    return begin.substr(std::min(entry.place, begin.size())).starts_with(entry.bytes);
  });
  if (mark != file_marks.end()) return mark->kind;
  if (begin.starts_with("PK\3\4")) return zip_kind(begin);
  if (begins_as_onnx(begin)) return file_kinds::onnx;
  if (begins_as_idx(begin)) return file_kinds::idx;
  return text_kind(begin);
}

/// Throws `std::runtime_error` with what the file seems to be where that is known.
inline void refuse_known_kind(std::string_view begin, std::string_view file, const std::string& expected) {
  const FileKind kind = file_kind(begin.substr(0, telling_bytes));
  if (!kind.name.empty())
    throw_bad_file(file, "byte 0", expected,
                   "what seems to be " + std::string(kind.name) + "; " + std::string(kind.advice));
}

}  // namespace strata::detail
