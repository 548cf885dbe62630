#pragma once

#include <array>
#include <string>
#include <string_view>

/// What a namespace in the program of another cannot be called.
namespace strata::detail {

/// Keywords, alternative tokens and words with a meaning of their own, up to C++26 and with the extensions of
/// compilers. https://en.cppreference.com/w/cpp/keyword
inline constexpr std::string_view keywords =
    " alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bitand bitor bool "
    "break "
    "case catch char char8_t char16_t char32_t class co_await co_return co_yield compl concept const "
    "const_cast "
    "consteval constexpr constinit continue contract_assert decltype default delete do double dynamic_cast "
    "else "
    "enum explicit export extern false float for friend goto if import inline int long module mutable "
    "namespace "
    "new noexcept not not_eq nullptr operator or or_eq private protected public reflexpr register "
    "reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch "
    "synchronized template this thread_local throw true try typedef typeid typename typeof typeof_unqual "
    "union "
    "unsigned using virtual void volatile wchar_t while xor xor_eq ";

/// Macros of the language, its library and its usual systems, but for the families below.
/// https://en.cppreference.com/w/cpp/symbol_index/macro
inline constexpr std::string_view macros =
    " BIG_ENDIAN BUFSIZ BYTE_ORDER CHAR_BIT CHAR_MAX CHAR_MIN CLOCKS_PER_SEC CMPLX CMPLXF CMPLXL CONST "
    "DECIMAL_DIG "
    "DELETE EOF ERROR EXIT_FAILURE EXIT_SUCCESS FAR FD_CLR FD_ISSET FD_SET FD_ZERO FILENAME_MAX FOPEN_MAX "
    "HUGE_VAL "
    "HUGE_VALF HUGE_VALL I IN INFINITY LITTLE_ENDIAN LLONG_MAX LLONG_MIN LONG_MAX LONG_MIN MATH_ERREXCEPT "
    "MATH_ERRNO MAXFLOAT MB_CUR_MAX MB_LEN_MAX NAN NEAR NSIG NULL OPTIONAL OUT PATH_MAX PDP_ENDIAN PPC PPC64 "
    "PTRDIFF_MAX PTRDIFF_MIN RAND_MAX SCHAR_MAX SCHAR_MIN SHRT_MAX SHRT_MIN SIZE_MAX SNAN SNANF SNANL STRICT "
    "TIME_UTC TMP_MAX UCHAR_MAX ULLONG_MAX ULONG_MAX USHRT_MAX VOID WCHAR_MAX WCHAR_MIN WEOF WINT_MAX "
    "WINT_MIN "
    "alloca assert cdecl complex errno far huge i386 imaginary interface issubnormal linux major makedev "
    "math_errhandling max min minor mips near noreturn offsetof pascal setjmp sigsetjmp small sparc stderr "
    "stdin "
    "stdout sun thread unix vax ";

/// The codes of errors and the numbers of signals.
inline constexpr std::string_view codes =
    " E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EADV EAFNOSUPPORT EAGAIN EALREADY EBADE EBADF EBADFD EBADMSG "
    "EBADR EBADRQC EBADSLT EBFONT EBUSY ECANCELED ECHILD ECHRNG ECOMM ECONNABORTED ECONNREFUSED "
    "ECONNRESET EDEADLK EDEADLOCK EDESTADDRREQ EDOM EDOTDOT EDQUOT EEXIST EFAULT EFBIG EHOSTDOWN "
    "EHOSTUNREACH EHWPOISON EIDRM EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR EISNAM EKEYEXPIRED "
    "EKEYREJECTED EKEYREVOKED EL2HLT EL2NSYNC EL3HLT EL3RST ELIBACC ELIBBAD ELIBEXEC ELIBMAX ELIBSCN "
    "ELNRNG ELOOP EMEDIUMTYPE EMFILE EMLINK EMSGSIZE EMULTIHOP ENAMETOOLONG ENAVAIL ENETDOWN ENETRESET "
    "ENETUNREACH ENFILE ENOANO ENOBUFS ENOCSI ENODATA ENODEV ENOENT ENOEXEC ENOKEY ENOLCK ENOLINK "
    "ENOMEDIUM ENOMEM ENOMSG ENONET ENOPKG ENOPROTOOPT ENOSPC ENOSR ENOSTR ENOSYS ENOTBLK ENOTCONN "
    "ENOTDIR ENOTEMPTY ENOTNAM ENOTRECOVERABLE ENOTSOCK ENOTSUP ENOTTY ENOTUNIQ ENXIO EOPNOTSUPP "
    "EOVERFLOW EOWNERDEAD EPERM EPFNOSUPPORT EPIPE EPROTO EPROTONOSUPPORT EPROTOTYPE ERANGE EREMCHG "
    "EREMOTE EREMOTEIO ERESTART ERFKILL EROFS ESHUTDOWN ESOCKTNOSUPPORT ESPIPE ESRCH ESRMNT ESTALE "
    "ESTRPIPE ETIME ETIMEDOUT ETOOMANYREFS ETXTBSY EUCLEAN EUNATCH EUSERS EWOULDBLOCK EXDEV EXFULL "
    "SIGABRT SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGFPE SIGHUP SIGILL SIGINT SIGIO SIGIOT SIGKILL "
    "SIGPIPE SIGPOLL SIGPROF SIGPWR SIGQUIT SIGRTMAX SIGRTMIN SIGSEGV SIGSTKFLT SIGSTKSZ SIGSTOP SIGSYS "
    "SIGTERM SIGTRAP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ ";

/// What the names of many macros begin and end with.
inline constexpr std::array<std::string_view, 17> beginnings = {
    "ATOMIC_", "CLOCK_", "DBL_",   "EIGEN_", "FE_",  "FLT_", "FP_",     "INT_", "LC_",
    "LDBL_",   "M_",     "SCHED_", "SEEK_",  "SIG_", "SYS_", "STRATA_", "va_"};
inline constexpr std::array<std::string_view, 3> ends = {"_MAX", "_MIN", "_WIDTH"};

/// Namespaces of others, and what the C library's headers declare outside of any.
inline constexpr std::string_view global_names =
    " Eigen FILE abort abs acos acosh asctime asin asinh atan atan2 atanh atexit atof atoi atol atoll "
    "bsearch calloc "
    "cbrt ceil clearerr clock clock_t copysign cos cosh ctime difftime div div_t erf erfc exit exp exp2 "
    "expm1 fabs "
    "fclose fdim feof ferror fflush fgetc fgetpos fgets floor fma fmax fmin fmod fopen fpos_t fprintf fputc "
    "fputs "
    "fread free freopen frexp fscanf fseek fsetpos ftell fwrite gamma getc getchar getenv gets gmtime hypot "
    "ilogb "
    "index isalnum isalpha isblank iscntrl isdigit isfinite isgraph isinf islower isnan isprint ispunct "
    "isspace "
    "isupper isxdigit j0 j1 jn labs ldexp ldiv lgamma link llabs lldiv llrint llround localeconv localtime "
    "log log10 "
    "log1p log2 logb longjmp lrint lround main malloc mblen mbstowcs mbtowc memchr memcmp memcpy memmove "
    "memset "
    "mktime modf nan nearbyint nextafter nexttoward perror posix pow printf ptrdiff_t putc putchar puts "
    "qsort raise "
    "rand random read realloc remainder remove remquo rename rewind rindex rint round scalbln scalbn scanf "
    "select "
    "setbuf setlocale setvbuf signal signbit sin sinh size_t snprintf sprintf sqrt srand sscanf std strata "
    "strcat "
    "strchr strcmp strcoll strcpy strcspn strerror strftime strlen strncat strncmp strncpy strpbrk strrchr "
    "strspn "
    "strstr strtod strtof strtok strtol strtold strtoll strtoul strtoull strxfrm system tan tanh tgamma time "
    "time_t "
    "tm tmpfile tmpnam tolower toupper trunc ungetc vfprintf vprintf vsprintf wait wcstombs wctomb write y0 "
    "y1 yn ";

/// PRId64, SCNx8 and their like.
inline bool is_format(std::string_view name) {
  return name.size() > 4 && (name.starts_with("PRI") || name.starts_with("SCN")) &&
         std::string_view("diouxX").find(name[3]) != std::string_view::npos &&
         std::string_view("1368FLMP").find(name[4]) != std::string_view::npos;
}

/// Whether a name belongs to the language, the compiler, or a library that every program has.
inline bool is_reserved_name(std::string_view name) {
  const bool is_of_compiler = name.find("__") != std::string_view::npos || name.starts_with('_');
  if (is_of_compiler || is_format(name)) return true;
  for (const std::string_view beginning : beginnings)
    if (name.starts_with(beginning)) return true;
  for (const std::string_view end : ends)
    if (name.ends_with(end)) return true;
  const std::string word = " " + std::string(name) + " ";
  for (const std::string_view list : {keywords, macros, codes, global_names})
    if (list.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace strata::detail
