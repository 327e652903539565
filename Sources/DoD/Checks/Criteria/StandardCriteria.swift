/// The whole definition of done, as `hip3-dod check` judges it. What has no criterion here is unknown.
package enum StandardCriteria {
    package static let all: [any Criterion] = ByteCriteria.all + RunCriteria.all
}
