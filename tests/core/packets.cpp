#include <strata/core/packets.hpp>

#include "../support/checks.hpp"

namespace {

/// 10 of a number, 20 of each number of a packet.
struct Which {
  template <class Scalar, class Packet>
  static Packet of_packet(const Packet&) {
    return Eigen::internal::pset1<Packet>(Scalar(20));
  }

  template <class Scalar>
  static Scalar of_number(Scalar) {
    return 10;
  }
};

template <class Scalar>
using Packet = typename Eigen::internal::packet_traits<Scalar>::type;

}  // namespace

TEMPLATE_TEST_CASE("A function of packets is used wherever they compute as numbers do", "", float, double) {
  using strata::detail::apply;
  const Eigen::Array<TestType, 16, 1> x = Eigen::Array<TestType, 16, 1>::Ones();
  const bool packets = strata::detail::has_exact_packets<TestType>;
  CHECK((apply<Which>(x).eval() == TestType(packets ? 20 : 10)).all());
  CHECK(apply<Which>(TestType(1)) == 10);
#if !EIGEN_ARCH_ARM
  CHECK(packets == bool{Eigen::internal::packet_traits<TestType>::Vectorizable});
#endif
}

TEST_CASE("long double is computed number by number") {
  const Eigen::Array<long double, 4, 1> x = Eigen::Array<long double, 4, 1>::Ones();
  CHECK((strata::detail::apply<Which>(x).eval() == 10).all());
}

TEMPLATE_TEST_CASE("Powers of two are made from bits, down to 0 and up to infinity", "", float, double) {
  using Limits = std::numeric_limits<TestType>;
  const int bias = Limits::max_exponent - 1;
  const auto of = [](int k) {
    const auto magic = static_cast<TestType>(std::ldexp(1.5, Limits::digits - 1));
    return strata::detail::power_of_two<TestType>(magic + static_cast<TestType>(k));
  };
  CHECK(of(bias) == 1);
  CHECK(of(bias - 3) == TestType(0.125));
  CHECK(of(1) == Limits::min());
  CHECK(of(0) == 0);
  CHECK(of(2 * bias + 1) == Limits::infinity());
}

TEMPLATE_TEST_CASE("Signs are taken from numbers and packets alike", "", float, double) {
  using namespace strata::detail;
  using namespace Eigen::internal;
  for (const TestType x : {TestType(-2), TestType(-0.0), TestType(0), TestType(3)}) {
    const TestType signed_ = with_sign_of<TestType>(x, TestType(5));
    const TestType chosen = by_sign_of<TestType>(x, TestType(1), TestType(2));
    CHECK(signed_ == std::copysign(TestType(5), x));
    CHECK(chosen == (x < 0 ? 1 : 2));
    using P = Packet<TestType>;
    const auto all = [](TestType v) { return pset1<P>(v); };
    CHECK(pfirst(with_sign_of<TestType>(P(all(x)), P(all(5)))) == signed_);
    CHECK(pfirst(by_sign_of<TestType>(P(all(x)), P(all(1)), P(all(2)))) == chosen);
  }
}

TEST_CASE("No packets are exact but those of float and double") {
  STATIC_REQUIRE_FALSE(strata::detail::has_packet_functions<long double>);
  STATIC_REQUIRE_FALSE(strata::detail::has_exact_packets<long double>);
}
